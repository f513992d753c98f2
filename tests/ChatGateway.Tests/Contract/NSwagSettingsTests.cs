using System.Text.Json.Nodes;
using Xunit;

namespace ChatGateway.Tests.Contract;

/// <summary>NSwag ignores settings that it does not know, so a typing error would pass silently.</summary>
public sealed class NSwagSettingsTests
{
    private static readonly JsonNode Settings = JsonNode.Parse(File.ReadAllText(RepositoryRoot.At("nswag.json")))!;

    [Fact]
    public async Task Settings_AreAllKnownToNSwag()
    {
        string[] unknown = [.. UnknownKeys(Settings, await DefaultsAsync())];
        Assert.True(unknown.Length == 0, $"nswag.json has settings that NSwag ignores: {string.Join(", ", unknown)}");
    }

    [Fact]
    public async Task Settings_Misspelt_Found()
    {
        JsonNode broken = JsonNode.Parse("""
            {"runtime": "Net100", "runTime": "", "codeGenerators": {"openApiToCSharpClient": {"classname": "A", "className": "A"}}}
            """)!;

        Assert.Equal(["runTime", "codeGenerators.openApiToCSharpClient.classname"], UnknownKeys(broken, await DefaultsAsync()));
    }

    [Fact]
    public void Runtime_IsTheOneOfTheSdk() => Assert.Equal("Net100", Settings["runtime"]?.ToString());

    private static async Task<JsonNode> DefaultsAsync()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("nswag");
        try
        {
            await NSwagTool.RunAsync(folder.FullName, "new");
            return JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder.FullName, "nswag.json")))!;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IEnumerable<string> UnknownKeys(JsonNode? settings, JsonNode? defaults, string prefix = "")
    {
        foreach ((string key, JsonNode? value) in settings as JsonObject ?? [])
        {
            if (defaults is not JsonObject known || !known.TryGetPropertyValue(key, out JsonNode? standard))
            {
                yield return prefix + key;
                continue;
            }

            foreach (string inner in UnknownKeys(value, standard, $"{prefix}{key}."))
                yield return inner;
        }
    }
}
