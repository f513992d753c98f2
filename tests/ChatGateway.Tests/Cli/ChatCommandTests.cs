using System.Runtime.Versioning;
using ChatGateway.Tests.Servers;
using Newtonsoft.Json.Linq;
using VerifyXunit;
using Xunit;

namespace ChatGateway.Tests.Cli;

/// <summary>A conversation: piped in, and typed at a terminal.</summary>
public sealed class ChatCommandTests
{
    [Fact]
    public async Task Chat_Piped_IsAsReviewed()
    {
        CliResult result = await CliProcess.RunAsync(
            ["chat"], input: "Hello\n/model gpt-4.1-mini\nAgain\n\n/undo\n/undo\n/undo\n/what\n/system be terse\n/system\n/help\nMore\n/clear\n/exit\nnot asked\n");

        await Verifier.Verify(result.Transcript("chatgw chat"));
    }

    [Fact]
    public async Task Chat_Lines_CarryWhatWasSaid()
    {
        await using ScriptedServer server = ScriptedServer.StartOnce(Says("one"), Says("two"), Says("three"));

        CliResult result = await CliProcess.RunAsync(
            ["chat", "--system", "be terse"], server.Endpoint, CliProcess.Key, "first\nsecond\n/undo\n/system be kind\n/model other\nthird\n");

        Assert.Equal((0, "one\ntwo\nthree\n"), (result.ExitCode, result.Output));
        Assert.Equal(
            [
                "gpt-4o-mini system:be terse user:first",
                "gpt-4o-mini system:be terse user:first assistant:one user:second",
                "other system:be kind user:first assistant:one user:third",
            ],
            server.Requests.Select(Sent));
    }

    [Fact]
    public async Task Chat_AnswerThatFails_IsToldAndForgotten()
    {
        await using ScriptedServer server = ScriptedServer.StartOnce(
            ScriptedServer.Json(400, """{"error":{"message":"too odd"}}"""), Says("fine"));

        CliResult result = await CliProcess.RunAsync(["chat"], server.Endpoint, CliProcess.Key, "odd\nplain\n");

        Assert.Equal((7, "fine\n"), (result.ExitCode, result.Output));
        Assert.Contains("too odd", result.Error, StringComparison.Ordinal);
        Assert.Equal("gpt-4o-mini user:plain", Sent(server.Requests[1]));
    }

    [Fact]
    public async Task Chat_AnswersThatFail_ExitByTheFirst()
    {
        await using ScriptedServer server = ScriptedServer.StartOnce(
            ScriptedServer.Json(401, """{"error":{"message":"ApiKey错误"}}"""), ScriptedServer.Json(400, "{}"));

        CliResult result = await CliProcess.RunAsync(["chat"], server.Endpoint, CliProcess.Key, "one\ntwo\n/exit\n");

        Assert.Equal((3, ""), (result.ExitCode, result.Output));
    }

    [Fact]
    [SupportedOSPlatform("linux")]
    public async Task Chat_AtATerminal_EndsWellWhateverFailed()
    {
        await using ScriptedServer server = ScriptedServer.StartOnce(ScriptedServer.Json(400, """{"error":{"message":"too odd"}}"""));
        using PseudoTerminal terminal = PseudoTerminal.Start("chat", server.Endpoint, CliProcess.Key);

        await terminal.SeeAsync("> ");
        await terminal.TypeAsync("odd\n");
        await terminal.SeeAsync("too odd");
        await terminal.TypeAsync("/exit\n");

        Assert.Equal(0, await terminal.EndAsync());
    }

    [Fact]
    public async Task Chat_ModelThatIsNotAllowed_IsToldAndTheSessionGoesOn()
    {
        CliResult result = await CliProcess.RunAsync(["chat", "--model", "gpt-4"], input: "Hello\n/model gpt-4o\nHello\n");

        Assert.Equal(4, result.ExitCode);
        Assert.Contains("Use 'gpt-4o'", result.Error, StringComparison.Ordinal);
        Assert.Single(result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Help_Chat() => await Verifier.Verify((await CliProcess.RunAsync(["chat", "--help"])).Transcript("chatgw chat --help"));

    [Fact]
    [SupportedOSPlatform("linux")]
    public async Task Chat_AtATerminal_CtrlCStopsTheAnswerAndNotTheSession()
    {
        await using ScriptedServer server = ScriptedServer.StartOnce(
            Answers.EventStream(async connection =>
            {
                await connection.SendChunkAsync($"data: {Answers.Chunk("It begins")}\n\n");
                await connection.WaitForClientCloseAsync(Answers.Patience);
            }),
            Says("whole"));
        using PseudoTerminal terminal = PseudoTerminal.Start("chat", server.Endpoint, CliProcess.Key);

        await terminal.SeeAsync("> ");
        await terminal.TypeAsync("Hello\n");
        await terminal.SeeAsync("It begins");
        await terminal.TypeAsync(PseudoTerminal.CtrlC);
        await terminal.SeeAsync("stopped; what has come is remembered");
        await terminal.TypeAsync("Go on\n");
        await terminal.SeeAsync("whole");
        await terminal.SeeAsync("> ", times: 3);
        await terminal.TypeAsync(PseudoTerminal.CtrlC);
        await terminal.SeeAsync("Ctrl-C again");
        await terminal.TypeAsync("/exit\n");

        Assert.Equal(0, await terminal.EndAsync());
        Assert.Equal("gpt-4o-mini user:Hello assistant:It begins user:Go on", Sent(server.Requests[1]));
        Assert.DoesNotContain(CliProcess.Key, terminal.Screen, StringComparison.Ordinal);
    }

    private static ScriptedStep Says(string text) => ScriptedServer.Sse(Answers.Chunk(text, "stop"), "[DONE]");

    private static string Sent(ScriptedRequest request)
    {
        JObject body = JObject.Parse(request.Body);
        return $"{body["model"]} {string.Join(' ', body["messages"]!.Select(message => $"{message["role"]}:{message["content"]}"))}";
    }
}
