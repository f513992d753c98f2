using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using ChatGateway.Sandbox;
using ChatGateway.Tests.Resilience;
using ChatGateway.Tests.Servers;
using VerifyXunit;
using Xunit;

namespace ChatGateway.Tests.Cli;

/// <summary>The doctor before each kind of fault: it names it, says what to do, and returns its exit code.</summary>
public sealed partial class DoctorCommandTests
{
    private const string Models = """{"object":"list","data":[{"id":"gpt-4o-mini","object":"model"}]}""";

    /// <summary>What a gateway answers to the list of models, and then to the chat.</summary>
    private static readonly Dictionary<string, (ScriptedStep Models, ScriptedStep? Chat, int ExitCode)> Faults = new()
    {
        ["wrong key"] = (Sample(401, "401-chatanywhere.json"), null, 3),
        ["key of another host"] = (Sample(401, "401-openai-style.json"), null, 3),
        ["model of paid keys"] = (ScriptedServer.Json(200, Models), Sample(403, "403-chatanywhere-free-model.json"), 4),
        ["daily quota"] = (ScriptedServer.Json(200, Models), Sample(429, "429-chatanywhere-daily.json"), 5),
        ["rate limit"] = (ScriptedServer.Json(200, Models), ScriptedServer.Json(429, """{"error":{"message":"Rate limit reached"}}""", ("Retry-After", "7")), 5),
        ["balance"] = (ScriptedServer.Json(200, Models), Sample(402, "402-openrouter.json"), 5),
        ["server error"] = (ScriptedServer.Json(200, Models), Sample(500, "500-one-api.json"), 7),
        ["overloaded"] = (ScriptedServer.Json(200, Models), ScriptedServer.Json(529, """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"""), 7),
        ["wrong base path"] = (Page(404), null, 7),
        ["proxy"] = (Page(403), null, 7),
        ["redirect"] = (Redirect, null, 7),
        ["page instead of models"] = (Page(200), null, 7),
        ["malformed answer"] = (ScriptedServer.Json(200, Models), ScriptedServer.Json(200, "{\"choices\":[{"), 7),
        ["connection reset"] = (ScriptedServer.Json(200, Models), Fast.Reset, 6),
        ["silence"] = (ScriptedServer.Json(200, Models), Fast.Stall, 6),
        ["no list of models"] = (ScriptedServer.Json(404, """{"error":{"message":"Not found"}}"""), Fast.Ok, 0),
        ["empty list of models"] = (ScriptedServer.Json(200, """{"object":"list","data":[]}"""), Fast.Ok, 0),
        ["another model offered"] = (ScriptedServer.Json(200, """{"object":"list","data":[{"id":"llama3:8b"}]}"""), Fast.Ok, 0),
    };

    public static TheoryData<string> FaultNames => [.. Faults.Keys];

    private static ScriptedStep Redirect => async connection =>
    {
        await connection.ReadRequestAsync();
        await connection.SendHeadAsync(302, ("Location", "https://login.example.com/"), ("Content-Length", "0"));
    };

    [Theory]
    [MemberData(nameof(FaultNames))]
    public async Task Fault_IsNamed(string fault)
    {
        (ScriptedStep models, ScriptedStep? chat, int exitCode) = Faults[fault];
        await using ScriptedServer server = chat is null ? ScriptedServer.StartOnce(models) : ScriptedServer.StartOnce(models, chat);

        // enough for a process that has just started to ask on a busy machine
        CliResult result = await CliProcess.RunAsync(["doctor", "--timeout", fault == "silence" ? "4" : "20"], server.Endpoint, CliProcess.Key);

        Assert.Equal(exitCode, result.ExitCode);
        await Verifier.Verify(WithoutPort(result.Transcript("chatgw doctor"))).UseTextForParameters(fault.Replace(' ', '-'));
    }

    [Fact]
    public async Task Sandbox_IsHealthy()
    {
        CliResult result = await CliProcess.RunAsync(["doctor"]);

        Assert.Equal(0, result.ExitCode);
        await Verifier.Verify(WithoutPort(result.Transcript("chatgw doctor")));
    }

    [Fact]
    public async Task Sandbox_WithAnotherKey_IsAnAuthenticationFailure()
    {
        await using SandboxGateway sandbox = await SandboxGateway.StartAsync(new SandboxOptions { ApiKey = "sk-another" });

        CliResult result = await CliProcess.RunAsync(["doctor"], sandbox.Endpoint, CliProcess.Key);

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("FAILED   models", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Port_WhereNobodyListens_IsAFailureOfTheNetwork()
    {
        int port;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        CliResult result = await CliProcess.RunAsync(["doctor"], new Uri($"http://127.0.0.1:{port}/v1"), CliProcess.Key);

        Assert.Equal(6, result.ExitCode);
        Assert.Contains($"FAILED   connection    port {port}: ConnectionRefused", result.Output, StringComparison.Ordinal);
        Assert.Contains("skipped  chat          since connection has failed", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Host_ThatDoesNotExist_IsAFailureOfTheNetwork()
    {
        CliResult result = await CliProcess.RunAsync(["doctor", "--timeout", "5"], new Uri("https://gateway.invalid/v1"), CliProcess.Key);

        Assert.Equal(6, result.ExitCode);
        Assert.Contains("FAILED   name          gateway.invalid", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not an address", "FAILED   endpoint", 2)]
    [InlineData("http://127.0.0.1:1/v1/completions", "FAILED   settings", 2)]
    [InlineData("http://user:secret@127.0.0.1:1/v1", "FAILED   settings", 2)]
    [InlineData("http://gateway.invalid/v1", "FAILED   settings", 2)]
    public async Task Endpoint_OfABadForm_IsAMistakeOfUsage(string endpoint, string line, int exitCode)
    {
        CliResult result = await CliProcess.RunAsync(["doctor", "--endpoint", endpoint], key: CliProcess.Key);

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains(line, result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_OfAnotherShape_IsNotedAndNotShown()
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Json(200, Models), Fast.Ok);

        CliResult odd = await CliProcess.RunAsync(["doctor"], server.Endpoint, "my-user-name");
        CliResult none = await CliProcess.RunAsync(["doctor"], server.Endpoint);

        Assert.Contains("note     key           12 characters, does not begin with sk-", odd.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("my-user-name", odd.Output, StringComparison.Ordinal);
        Assert.Contains("note     key           none", none.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_IsALineForEachCheck()
    {
        await using ScriptedServer server = ScriptedServer.StartOnce(Sample(401, "401-chatanywhere.json"));

        CliResult result = await CliProcess.RunAsync(["doctor", "--json"], server.Endpoint, CliProcess.Key);

        JsonElement[] lines = [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(
            ["endpoint ok", "key ok", "name ok", "connection ok", "models failed", "chat skipped", "legacy route note", "quota ok"],
            lines.Select(line => $"{line.GetProperty("check")} {line.GetProperty("status")}"));
        Assert.Equal(3, lines[4].GetProperty("exit_code").GetInt32());
        Assert.NotEmpty(lines[4].GetProperty("advice").GetString()!);
    }

    [Fact]
    public async Task WordsOfTheGateway_StandAsTheyCame()
    {
        const string Said = "MaxTokens is not supported by this library build; call GetModelsAsync";
        await using ScriptedServer server = ScriptedServer.StartOnce(
            ScriptedServer.Json(200, Models), ScriptedServer.Json(400, $$"""{"error":{"message":"{{Said}}"} }"""));

        CliResult result = await CliProcess.RunAsync(["doctor"], server.Endpoint, CliProcess.Key);

        Assert.Contains($"was answered by 400: {Said}.", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("body", """{"error":{"message":"The free account is limited to use gpt-4o-mini","type":"chatanywhere_error","code":"403 FORBIDDEN"}}""")]
    [InlineData("log line", """2026-01-01 12:00:00 ERROR POST https://api.chatanywhere.tech/v1/completions returned 403 for model gpt-4o-mini: {"error":{"message":"The free account is limited to use gpt-4o-mini","code":"403 FORBIDDEN"}}""")]
    [InlineData("own message", "POST https://api.chatanywhere.tech/v1/chat/completions for model gpt-4 was answered by 429: {\"error\":{\"message\":\"今日次数已用完\",\"type\":\"chatanywhere_error\"}}")]
    [InlineData("page", "<html><head><title>403 Forbidden</title></head><body>nginx</body></html>")]
    [InlineData("text", "upstream connect error or disconnect/reset before headers")]
    public async Task Explain_SavedError_IsExplained(string kind, string text)
    {
        CliResult result = await CliProcess.RunAsync(kind == "page" ? ["doctor", "--explain", "-", "--status", "403"] : ["doctor", "--explain", "-"], input: text);

        Assert.Equal(0, result.ExitCode);
        await Verifier.Verify(result.Transcript("chatgw doctor --explain -")).UseTextForParameters(kind.Replace(' ', '-'));
    }

    [Fact]
    public async Task Explain_FileThatIsNotThere_IsAMistakeOfUsage()
    {
        CliResult missing = await CliProcess.RunAsync(["doctor", "--explain", "/nowhere/error.json"]);
        CliResult empty = await CliProcess.RunAsync(["doctor", "--explain", "-"], input: " \n");

        Assert.Equal((2, 2), (missing.ExitCode, empty.ExitCode));
        Assert.Contains("cannot be read", missing.Error, StringComparison.Ordinal);
        Assert.Contains("is empty", empty.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_Doctor() => await Verifier.Verify((await CliProcess.RunAsync(["doctor", "--help"])).Transcript("chatgw doctor --help"));

    private static string WithoutPort(string transcript) => AnyPort().Replace(transcript, "port PORT");

    [GeneratedRegex(@"port \d+")]
    private static partial Regex AnyPort();

    private static ScriptedStep Sample(int status, string name) => Answers.Body(status, Wire.WireSample.Bytes($"errors/{name}"), "application/json");

    private static ScriptedStep Page(int status) => Answers.Body(status, "<html><head><title>nginx</title></head></html>"u8.ToArray(), "text/html");
}
