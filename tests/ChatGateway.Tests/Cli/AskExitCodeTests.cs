using System.Net;
using System.Net.Sockets;
using ChatGateway.Sandbox;
using ChatGateway.Tests.Servers;
using Xunit;

namespace ChatGateway.Tests.Cli;

/// <summary>Each failure has its exit code and says on stderr what happened; stdout holds the answer and nothing else.</summary>
public sealed class AskExitCodeTests
{
    [Theory]
    [InlineData("ask")]
    [InlineData("ask", "")]
    [InlineData("ask", "--bogus", "x")]
    [InlineData("ask", "x", "--bogus=1")]
    [InlineData("ask", "-x", "y")]
    [InlineData("ask", "x", "--model")]
    [InlineData("ask", "x", "--model", "")]
    [InlineData("ask", "x", "--timeout", "soon")]
    [InlineData("ask", "x", "--timeout", "0")]
    [InlineData("ask", "x", "--endpoint", "nonsense")]
    [InlineData("ask", "x", "--endpoint", "ftp://127.0.0.1/v1")]
    [InlineData("ask", "x", "--endpoint", "http://gateway.example/v1")]
    [InlineData("ask", "x", "--endpoint", "https://user:password@gateway.example/v1")]
    [InlineData("ask", "x", "--endpoint", "https://api.chatanywhere.tech/v1")]
    [InlineData("ask", "x", "--endpoint", "https://api.chatanywhere.tech/v1/completions")]
    [InlineData("sandbox", "--port", "65536")]
    [InlineData("sandbox", "--rules", "none")]
    [InlineData("sandbox", "stray")]
    [InlineData("nonsense")]
    [InlineData("--bogus")]
    [InlineData()]
    public async Task Chatgw_WrongCommandLine_Exits2(params string[] arguments)
    {
        CliResult result = await CliProcess.RunAsync(arguments);

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.All(result.Error.TrimEnd('\n').Split('\n'), line => Assert.StartsWith("chatgw: ", line, StringComparison.Ordinal));
        Assert.DoesNotContain("(Parameter", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("password@", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CliProcess.Key + " two")]
    [InlineData(CliProcess.Key + "\nX-Header: y")]
    [InlineData(CliProcess.Key + "ä")]
    [InlineData(" ")]
    public async Task Ask_MalformedKey_Exits2WithoutShowingIt(string key)
    {
        CliResult result = await CliProcess.RunAsync(["ask", "x"], key: key);

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains("CHATGATEWAY_API_KEY", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_WordsAfterDoubleDash_AreText()
    {
        CliResult result = await CliProcess.RunAsync(["ask", "--quiet", "--", "--literal", "--model", "x"]);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("“--literal --model x”", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("what is 3", "-5")]
    [InlineData("- a list", "-")]
    [InlineData("@alice", "[hello]")]
    public async Task Ask_WordsThatOnlyResembleOptions_AreText(params string[] words)
    {
        CliResult result = await CliProcess.RunAsync(["ask", .. words]);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains($"“{string.Join(' ', words)}”", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_UnknownKey_Exits3()
    {
        await using SandboxGateway sandbox = await SandboxGateway.StartAsync(new SandboxOptions { ApiKey = "sk-another" });

        CliResult result = await CliProcess.RunAsync(["ask", "x"], sandbox.Endpoint, CliProcess.Key);

        AssertFailed(3, "401", result);
    }

    [Theory]
    [InlineData(SandboxRules.ChatAnywhereFree, "gpt-5x", "403")]
    [InlineData(SandboxRules.ChatAnywherePaid, "gpt-5x", "404")]
    public async Task Ask_ModelThatTheGatewayRefuses_Exits4(SandboxRules rules, string model, string said)
    {
        await using SandboxGateway sandbox = await SandboxGateway.StartAsync(new SandboxOptions { Rules = rules });

        CliResult result = await CliProcess.RunAsync(["ask", "x", "--model", model], sandbox.Endpoint, CliProcess.Key);

        AssertFailed(4, said, result);
        Assert.Contains(model, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_PromptTooLong_Exits2AndNamesTheOption()
    {
        CliResult result = await CliProcess.RunAsync(["ask"], input: string.Concat(Enumerable.Repeat("word ", 12_000)));

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--tier paid", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("ChatGatewayOptions", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_ModelOutsideTheFreeList_Exits4WithoutSending()
    {
        CliResult result = await CliProcess.RunAsync(["ask", "x", "--model", "gpt-4o-minni"], key: CliProcess.Key);

        AssertFailed(4, "gpt-4o-mini'", result);
    }

    [Theory]
    [InlineData(401, """{"error":{"message":"ApiKey错误","code":"401 UNAUTHORIZED"}}""", 3)]
    [InlineData(400, """{"error":{"message":"Incorrect API key provided: x"}}""", 3)]
    [InlineData(429, """{"error":{"message":"The free requests of today for this model are used up."}}""", 5)]
    [InlineData(429, """{"error":{"message":"slow down"}}""", 5)]
    [InlineData(402, """{"error":{"message":"top up"}}""", 5)]
    [InlineData(200, """{"error":{"message":"slow down","code":"429 TOO_MANY_REQUESTS"}}""", 5)]
    [InlineData(500, """{"error":{"message":"upstream failed"}}""", 7)]
    [InlineData(404, "<html>nothing here</html>", 7)]
    [InlineData(400, """{"error":{"message":"bad parameter"}}""", 7)]
    [InlineData(200, """{"choices":[{"index":"impossible"}]}""", 7)]
    [InlineData(302, "{}", 7)]
    public async Task Ask_ErrorAnswer_ExitsByItsCause(int status, string body, int exitCode)
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Json(status, body));

        CliResult result = await CliProcess.RunAsync(["ask", "x"], server.Endpoint, CliProcess.Key);

        AssertFailed(exitCode, "POST http", result);
    }

    [Fact]
    public async Task Ask_NobodyListens_Exits6()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var endpoint = new Uri($"http://{taken.LocalEndpoint}/v1");
        taken.Stop();

        AssertFailed(6, "refused", await CliProcess.RunAsync(["ask", "x"], endpoint));
    }

    [Fact]
    public async Task Ask_NothingComesInTime_Exits6()
    {
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.StallAsync();
        });

        AssertFailed(6, "0.5 s", await CliProcess.RunAsync(["ask", "x", "--timeout", "0.5"], server.Endpoint));
    }

    [Fact]
    public async Task Ask_StreamCut_Exits8AndKeepsWhatCame()
    {
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await Chunks.BeginAsync(connection, "half an ", "answ");
            await connection.CloseAsync();
        });

        CliResult result = await CliProcess.RunAsync(["ask", "x"], server.Endpoint, CliProcess.Key);

        Assert.Equal((8, "half an answ\n"), (result.ExitCode, result.Output));
        Assert.Contains("stream", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_ErrorWithinTheStream_Exits8()
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Sse(Chunks.Text("half"), """{"error":{"message":"upstream failed"}}"""));

        CliResult result = await CliProcess.RunAsync(["ask", "x"], server.Endpoint);

        Assert.Equal((8, "half\n"), (result.ExitCode, result.Output));
        Assert.Contains("upstream failed", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"error":{"message":"slow down","code":"429 TOO_MANY_REQUESTS"}}""", 5)]
    [InlineData("""{"error":{"message":"Rate limit reached","code":"rate_limit_exceeded"}}""", 5)]
    [InlineData("""{"error":{"message":"top up","code":"insufficient_quota"}}""", 5)]
    [InlineData("""{"error":{"message":"Incorrect API key provided: x","code":"invalid_api_key"}}""", 3)]
    [InlineData("""{"error":{"message":"sorry","code":"model_not_found"}}""", 4)]
    [InlineData("""{"error":{"message":"upstream failed","code":500}}""", 8)]
    public async Task Ask_ErrorWithinTheStream_ExitsByItsCause(string error, int exitCode)
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Sse(Chunks.Text("half"), error));

        CliResult result = await CliProcess.RunAsync(["ask", "x"], server.Endpoint);

        Assert.Equal((exitCode, "half\n"), (result.ExitCode, result.Output));
        Assert.DoesNotContain("Partial", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_WordsOfTheGateway_StandAsTheyCame()
    {
        const string Said = "MaxTokens is not supported by this library build; call GetModelsAsync (Quota.WhenLimited)";
        string error = $$"""{"error":{"message":"{{Said}}"} }""";
        await using ScriptedServer server = ScriptedServer.StartOnce(
            ScriptedServer.Json(400, error), ScriptedServer.Json(200, error), ScriptedServer.Sse(Chunks.Text("half"), error));

        AssertFailed(7, $"was answered by 400: {Said}.", await CliProcess.RunAsync(["ask", "x"], server.Endpoint));
        AssertFailed(7, $"was answered by 200: {Said}.", await CliProcess.RunAsync(["ask", "x"], server.Endpoint));
        CliResult cut = await CliProcess.RunAsync(["ask", "x"], server.Endpoint);
        Assert.Contains($"the gateway reported an error: {Said}.", cut.Error, StringComparison.Ordinal);
    }

    private static void AssertFailed(int exitCode, string said, CliResult result)
    {
        Assert.True(exitCode == result.ExitCode, $"{result.ExitCode}: {result.Error}");
        Assert.Equal("", result.Output);
        Assert.StartsWith("chatgw: ", result.Error, StringComparison.Ordinal);
        Assert.Contains(said, result.Error, StringComparison.Ordinal);
    }
}
