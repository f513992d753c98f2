using ChatGateway.Sandbox;
using ChatGateway.Tests.Servers;
using VerifyXunit;
using Xunit;

namespace ChatGateway.Tests.Cli;

/// <summary>What a user of the tool reads, word for word: the help, an answer, and the error of each exit code.</summary>
public sealed class CliTranscriptTests
{
    [Fact]
    public async Task Help_Root() => await Verifier.Verify(await RunAsync("--help"));

    [Fact]
    public async Task Help_Ask() => await Verifier.Verify(await RunAsync("ask --help"));

    [Fact]
    public async Task Ask_Sandbox() => await Verifier.Verify(await RunAsync("ask Hello"));

    [Fact]
    public async Task Exit2_Usage() => await Verifier.Verify(await RunAsync("ask --bogus x"));

    [Fact]
    public async Task Exit2_UnknownCommand() => await Verifier.Verify(await RunAsync("bogus"));

    [Fact]
    public async Task Exit2_NoCommand() => await Verifier.Verify((await CliProcess.RunAsync([])).Transcript("chatgw"));

    [Fact]
    public async Task Exit3_Authentication()
    {
        await using SandboxGateway sandbox = await SandboxGateway.StartAsync(new SandboxOptions { ApiKey = "sk-another" });
        await Verifier.Verify(await RunAsync("ask Hello", sandbox.Endpoint));
    }

    [Fact]
    public async Task Exit4_ModelNotAllowed() => await Verifier.Verify(await RunAsync("ask Hello --model gpt-4o-minni"));

    [Fact]
    public async Task Exit4_ModelRefused()
    {
        await using SandboxGateway sandbox = await SandboxGateway.StartAsync();
        await Verifier.Verify(await RunAsync("ask Hello --model gpt-4o-minni", sandbox.Endpoint));
    }

    [Fact]
    public async Task Exit5_Quota()
    {
        const string Body = """{"error":{"message":"该模型今日免费次数已用完。The free requests of today for this model are used up.","type":"chatanywhere_error","code":"429 TOO_MANY_REQUESTS"}}""";
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Json(429, Body));
        await Verifier.Verify(await RunAsync("ask Hello", server.Endpoint));
    }

    [Fact]
    public async Task Exit6_Network()
    {
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            connection.Reset();
        });
        await Verifier.Verify(await RunAsync("ask Hello", server.Endpoint));
    }

    [Fact]
    public async Task Exit7_GatewayError()
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Json(500, """{"error":{"message":"upstream failed"}}"""));
        await Verifier.Verify(await RunAsync("ask Hello", server.Endpoint));
    }

    [Fact]
    public async Task Exit8_StreamCut()
    {
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await Chunks.BeginAsync(connection, "half an answ");
            await connection.CloseAsync();
        });
        await Verifier.Verify(await RunAsync("ask Hello", server.Endpoint));
    }

    [Fact]
    public async Task Exit130_Cancelled()
    {
        if (OperatingSystem.IsWindows()) return;
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await Chunks.BeginAsync(connection, "Hel");
            await connection.StallAsync();
        });
        using CliProcess cli = CliProcess.Start(["ask", "Hello"], server.Endpoint);
        await cli.SendInputAsync("");
        await cli.ReadUntilAsync("Hel");
        cli.Send(Signal.Interrupt);
        await Verifier.Verify((await cli.WaitAsync()).Transcript("chatgw ask Hello"));
    }

    /// <summary>With an endpoint a key is set, too: no transcript may show it.</summary>
    private static async Task<string> RunAsync(string arguments, Uri? endpoint = null)
    {
        CliResult result = await CliProcess.RunAsync(arguments.Split(' '), endpoint, endpoint is null ? null : CliProcess.Key);
        return result.Transcript($"chatgw {arguments}");
    }
}
