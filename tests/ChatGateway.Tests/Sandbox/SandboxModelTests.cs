using System.Net;
using System.Text.Json.Nodes;
using ChatGateway.Sandbox;
using Xunit;

namespace ChatGateway.Tests.Sandbox;

public class SandboxModelTests
{
    [Fact]
    public async Task ListModels_FreeKey_ListsFreeModelsOnly()
    {
        await using var sandbox = await SandboxGateway.StartAsync();

        JsonNode list = await sandbox.GetAsync("models").ReadJsonAsync();

        string?[] ids = [.. list["data"]!.AsArray().Select(m => (string?)m!["id"])];
        Assert.Equal("list", (string?)list["object"]);
        Assert.Contains("gpt-4o-mini", ids);
        Assert.Contains("text-embedding-3-large", ids);
        Assert.DoesNotContain("gpt-4o-mini-ca", ids);
        Assert.All(list["data"]!.AsArray(), m => Assert.Equal("model", (string?)m!["object"]));
        Assert.Equal(1782518400, (long?)list["data"]![0]!["created"]);
    }

    [Fact]
    public async Task ListModels_PaidKey_ListsTheCatalogue()
    {
        await using var free = await SandboxGateway.StartAsync();
        await using var paid = await SandboxGateway.StartAsync(new SandboxOptions { Rules = SandboxRules.ChatAnywherePaid });

        int freeCount = (await free.GetAsync("models").ReadJsonAsync())["data"]!.AsArray().Count;
        JsonArray all = (await paid.GetAsync("models").ReadJsonAsync())["data"]!.AsArray();

        Assert.True(all.Count > 100, $"{all.Count} models");
        Assert.True(freeCount < 30, $"{freeCount} free models");
        Assert.Contains(all, m => (string?)m!["id"] == "gpt-4o-mini-ca");
    }

    [Theory]
    [InlineData("gpt-4o-mini")]
    [InlineData("gpt%2D4o%2dmini")]
    public async Task RetrieveModel_Known_AnswersIt(string segment)
    {
        await using var sandbox = await SandboxGateway.StartAsync();

        JsonNode model = await sandbox.GetAsync($"models/{segment}").ReadJsonAsync();

        Assert.Equal("gpt-4o-mini", (string?)model["id"]);
    }

    [Theory]
    [InlineData("gpt-4o-mini-ca", "gpt-4o-mini-ca")]
    [InlineData("Qwen%2FQwen3-8B", "Qwen/Qwen3-8B")]
    public async Task RetrieveModel_NotOfTheTier_Answers404(string segment, string id)
    {
        await using var sandbox = await SandboxGateway.StartAsync();

        await sandbox.GetAsync($"models/{segment}").AssertErrorAsync(HttpStatusCode.NotFound, "404 NOT_FOUND", $"The model `{id}` does not exist.");
    }
}
