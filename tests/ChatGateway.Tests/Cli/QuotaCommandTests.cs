using System.Text.Json;
using System.Text.RegularExpressions;
using ChatGateway.Tests.Resilience;
using ChatGateway.Tests.Servers;
using VerifyXunit;
using Xunit;

namespace ChatGateway.Tests.Cli;

/// <summary>The tool counts over its runs, and shows what it has counted.</summary>
public sealed partial class QuotaCommandTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("chatgw-quota").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task Quota_AfterRuns_ShowsWhatTheyUsed()
    {
        await using ScriptedServer server = ScriptedServer.Start(
            ScriptedServer.Sse(Answers.Chunk("Hi", "stop"), "[DONE]"),
            Answers.Body(429, Wire.WireSample.Bytes("errors/429-chatanywhere-daily.json"), "application/json"),
            Fast.Ok);

        CliResult first = await RunAsync(server, "ask", "Hello", "--tier", "free", "--model", "gpt-4o");
        CliResult second = await RunAsync(server, "ask", "Hello", "--tier", "free", "--model", "gpt-4o");
        CliResult third = await RunAsync(server, "ask", "Hello", "--tier", "free", "--model", "gpt-5");
        CliResult table = await RunAsync(server, "quota", "--tier", "free");
        CliResult json = await RunAsync(server, "quota", "--tier", "free", "--json");

        Assert.Equal((0, 5, 5), (first.ExitCode, second.ExitCode, third.ExitCode));
        Assert.Equal(2, server.Requests.Count);
        Assert.Contains("was not sent", third.Error, StringComparison.Ordinal);
        Dictionary<string, JsonElement> groups = json.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement).ToDictionary(line => line.GetProperty("group").GetString()!);
        Assert.Equal(2, groups["free-5"].GetProperty("used").GetInt32());
        Assert.Equal(0, groups["free-5"].GetProperty("remaining").GetInt32());
        Assert.Equal(JsonValueKind.String, groups["free-5"].GetProperty("locked_until").ValueKind);
        Assert.Equal(2, groups["free-chat"].GetProperty("used").GetInt32());
        Assert.Equal(0, groups["free-200"].GetProperty("used").GetInt32());
        await Verifier.Verify(Times().Replace(table.Transcript("chatgw quota --tier free"), "TIME"));
    }

    [Fact]
    public async Task Quota_OfAPaidKey_SaysThatItIsNotCounted()
    {
        CliResult result = await CliProcess.RunAsync(["quota", "--tier", "paid"], key: CliProcess.Key);

        Assert.Equal((0, ""), (result.ExitCode, result.Output));
        Assert.Contains("not counted", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Quota_FileThatCannotBeUsed_SaysSo(bool isFolder)
    {
        string file = Path.Combine(_data, "chatgw", "quota.json");
        Directory.CreateDirectory(isFolder ? file : Path.GetDirectoryName(file)!);
        if (!isFolder) await File.WriteAllTextAsync(file, "{");

        CliResult result = await CliProcess.RunAsync(["quota", "--tier", "free"], key: CliProcess.Key, environment: ("XDG_DATA_HOME", _data));

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("free-5", result.Output, StringComparison.Ordinal);
        Assert.Contains("cannot be used", result.Error, StringComparison.Ordinal);
        Assert.Contains(file, result.Error, StringComparison.Ordinal);
        if (!isFolder) Assert.Equal("{", await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task Quota_BeforeAnyRun_MakesNoFile()
    {
        CliResult result = await CliProcess.RunAsync(["quota", "--tier", "free"], key: CliProcess.Key, environment: ("XDG_DATA_HOME", _data));

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_data));
    }

    [Fact]
    public async Task Help_Quota() => await Verifier.Verify((await CliProcess.RunAsync(["quota", "--help"])).Transcript("chatgw quota --help"));

    private Task<CliResult> RunAsync(ScriptedServer server, params string[] arguments) =>
        CliProcess.RunAsync(arguments, server.Endpoint, CliProcess.Key, environment: ("XDG_DATA_HOME", _data));

    [GeneratedRegex(@"\d{4}-\d\d-\d\d \d\d:\d\d \+08:00")]
    private static partial Regex Times();
}
