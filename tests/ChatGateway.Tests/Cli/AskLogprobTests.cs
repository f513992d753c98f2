using ChatGateway.Tests.Servers;
using Newtonsoft.Json.Linq;
using Xunit;

namespace ChatGateway.Tests.Cli;

/// <summary>The model's confidence in its words.</summary>
public sealed class AskLogprobTests
{
    private const string Sure = """{"id":"c","choices":[{"index":0,"delta":{"content":"Sure"},"logprobs":{"content":[{"token":"Sure","logprob":-0.01}]}}]}""";
    private const string Likely = """{"id":"c","choices":[{"index":0,"delta":{"content":" likely"},"logprobs":{"content":[{"token":" likely","logprob":-0.4}]}}]}""";
    private const string Odd = """{"id":"c","choices":[{"index":0,"delta":{"content":" odd"},"logprobs":{"content":[{"token":" odd","logprob":-3}]}}]}""";
    private const string Unsaid = """{"id":"c","choices":[{"index":0,"delta":{"content":" unsaid"},"finish_reason":"stop"}]}""";

    [Fact]
    public async Task Logprobs_InAPipe_AreAskedForAndNotShown()
    {
        await using ScriptedServer server = Server();

        CliResult result = await CliProcess.RunAsync(["ask", "--logprobs", "Hello"], server.Endpoint, CliProcess.Key);

        Assert.Equal("Sure likely odd unsaid\n", result.Output);
        Assert.True((bool)JObject.Parse(server.Requests[0].Body)["logprobs"]!);
    }

    [Fact]
    public async Task Logprobs_OnATerminal_AreColours()
    {
        await using ScriptedServer server = Server();
        using PseudoTerminal terminal = PseudoTerminal.Start("ask --logprobs Hello", server.Endpoint, CliProcess.Key);

        Assert.Equal(0, await terminal.EndAsync());

        Assert.Contains("\u001b[32mSure\u001b[0m\u001b[33m likely\u001b[0m\u001b[31m odd\u001b[0m unsaid", terminal.Screen, StringComparison.Ordinal);
    }

    private static ScriptedServer Server() => ScriptedServer.StartOnce(ScriptedServer.Sse(Sure, Likely, Odd, Unsaid, "[DONE]"));
}
