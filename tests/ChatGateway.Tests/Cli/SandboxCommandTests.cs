using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using Xunit;

namespace ChatGateway.Tests.Cli;

/// <summary><c>chatgw sandbox</c> as a server for other programs.</summary>
public sealed class SandboxCommandTests
{
    [Theory]
    [InlineData("free", HttpStatusCode.Forbidden)]
    [InlineData("paid", HttpStatusCode.NotFound)]
    [InlineData("open", HttpStatusCode.OK)]
    public async Task Sandbox_Rules_HoldUntilCtrlC(string rules, HttpStatusCode status)
    {
        if (OperatingSystem.IsWindows()) return;
        using CliProcess cli = CliProcess.Start(["sandbox", "--rules", rules]);
        await cli.ReadUntilAsync("\n");
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("Authorization", $"Bearer {CliProcess.Key}");
        using HttpResponseMessage answer = await http.PostAsJsonAsync(
            $"{cli.Output.Trim()}/chat/completions", new { model = "no-such-model", messages = new[] { new { role = "user", content = "x" } } });

        cli.Send(Signal.Interrupt);
        CliResult result = await cli.WaitAsync();

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"^http://127\.0\.0\.1:\d+/v1\n$", result.Output);
    }

    [Fact]
    public async Task Sandbox_PortInUse_Exits2()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        string port = $"{((IPEndPoint)taken.LocalEndpoint).Port}";

        CliResult result = await CliProcess.RunAsync(["sandbox", "--port", port]);

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains(port, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sandbox_AskedByAsk_Answers()
    {
        if (OperatingSystem.IsWindows()) return;
        using CliProcess sandbox = CliProcess.Start(["sandbox"]);
        await sandbox.ReadUntilAsync("\n");

        CliResult answer = await CliProcess.RunAsync(["ask", "Hello"], new Uri(sandbox.Output.Trim()), CliProcess.Key);

        Assert.Equal(0, answer.ExitCode);
        Assert.Contains("“Hello”", answer.Output, StringComparison.Ordinal);
        sandbox.Send(Signal.Terminate);
        Assert.Equal(0, (await sandbox.WaitAsync()).ExitCode);
    }

    [Fact]
    public async Task Version_IsThatOfThePackage()
    {
        CliResult result = await CliProcess.RunAsync(["--version"]);

        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"^\d+\.\d+\.\d+(-[0-9A-Za-z.]+)?\n$", result.Output);
    }
}
