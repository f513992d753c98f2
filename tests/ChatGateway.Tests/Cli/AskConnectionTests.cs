using ChatGateway.Sandbox;
using ChatGateway.Tests.Servers;
using Xunit;

namespace ChatGateway.Tests.Cli;

/// <summary>Which gateway is asked, and with which key.</summary>
public sealed class AskConnectionTests
{
    [Fact]
    public async Task Ask_EndpointWithoutKey_SendsNoKey()
    {
        await using ScriptedServer server = ScriptedServer.Start(Chunks.Answer("ok"));

        CliResult result = await CliProcess.RunAsync(["ask", "x"], server.Endpoint);

        Assert.Equal((0, "ok\n"), (result.ExitCode, result.Output));
        ScriptedRequest request = Assert.Single(server.Requests);
        Assert.DoesNotContain("Authorization", request.Headers.Keys, StringComparer.OrdinalIgnoreCase);
        Assert.DoesNotContain("sandbox", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_OtherServerWithKeyAndModel_AnswersLikeAnyOther()
    {
        await using ScriptedServer server = ScriptedServer.Start(Chunks.Answer("Moin", "."));

        CliResult result = await CliProcess.RunAsync(["ask", "--model", "llama-3", "Hi"], server.Endpoint, CliProcess.Key);

        Assert.Equal((0, "Moin.\n"), (result.ExitCode, result.Output));
        Assert.Equal("chatgw: llama-3: 5 prompt + 2 completion tokens\n", result.Error);
        ScriptedRequest request = Assert.Single(server.Requests);
        Assert.Equal(("POST", "/v1/chat/completions"), (request.Method, request.Path));
        Assert.Equal($"Bearer {CliProcess.Key}", request.Headers["Authorization"]);
    }

    [Fact]
    public async Task Ask_EndpointOption_WinsOverEnvironment()
    {
        await using ScriptedServer server = ScriptedServer.Start(Chunks.Answer("ok"));

        CliResult result = await CliProcess.RunAsync(["ask", "x", "--endpoint", server.Endpoint.ToString()], new Uri("http://127.0.0.1:1/v1"));

        Assert.Equal((0, "ok\n"), (result.ExitCode, result.Output));
    }

    [Fact]
    public async Task Ask_FreeSandboxAsEndpoint_TakesAnyKey()
    {
        await using SandboxGateway sandbox = await SandboxGateway.StartAsync();

        CliResult result = await CliProcess.RunAsync(["ask", "Hello"], sandbox.Endpoint, CliProcess.Key);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("Hello", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_KeyWithoutEndpoint_CallsChatAnywhere()
    {
        // a proxy that refuses, so that nothing leaves this machine
        await using ScriptedServer proxy = ScriptedServer.Start(ScriptedServer.Json(502, "{}"));

        CliResult result = await CliProcess.RunAsync(["ask", "x"], key: CliProcess.Key, environment: ("HTTPS_PROXY", proxy.Address.ToString()));

        Assert.Equal((6, ""), (result.ExitCode, result.Output));
        Assert.Equal("api.chatanywhere.tech:443", proxy.Requests[0].Path);
        Assert.Contains("https://api.chatanywhere.tech/v1/chat/completions", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_SandboxBehindAProxySetting_IsReachedDirectly()
    {
        CliResult result = await CliProcess.RunAsync(["ask", "x"], environment: ("HTTP_PROXY", "http://127.0.0.1:1"));

        Assert.Equal(0, result.ExitCode);
    }
}
