using ChatGateway.Tests.Servers;
using Xunit;

namespace ChatGateway.Tests.Cli;

/// <summary>Ctrl-C, SIGTERM, and a reader that leaves. Unix only: Windows has no signals to send.</summary>
public sealed class AskInterruptionTests
{
    [Theory]
    [InlineData(Signal.Interrupt, 130)]
    [InlineData(Signal.Terminate, 143)]
    public async Task Ask_SignalWithinTheAnswer_KeepsWhatCameAndExitsByTheSignal(Signal signal, int exitCode)
    {
        if (OperatingSystem.IsWindows()) return;
        await using ScriptedServer server = ScriptedServer.Start(StallAfterHello);

        using CliProcess cli = CliProcess.Start(["ask", "x"], server.Endpoint, CliProcess.Key);
        await cli.SendInputAsync("");
        await cli.ReadUntilAsync("Hello");
        cli.Send(signal);
        CliResult result = await cli.WaitAsync();

        Assert.Equal((exitCode, "Hello\n", ""), (result.ExitCode, result.Output, result.Error));
    }

    [Fact]
    public async Task Ask_SignalWhileInputIsOpen_Exits130()
    {
        if (OperatingSystem.IsWindows()) return;
        using CliProcess cli = CliProcess.Start(["ask", "x"]);
        // a run with help shows how long a start takes; by then this one waits for its input
        await CliProcess.RunAsync(["ask", "--help"]);
        await CliProcess.RunAsync(["ask", "--help"]);

        cli.Send(Signal.Interrupt);
        CliResult result = await cli.WaitAsync();

        Assert.Equal((130, ""), (result.ExitCode, result.Output));
    }

    [Fact]
    public async Task Ask_ReaderLeaves_HangsUpAndEndsQuietly()
    {
        if (OperatingSystem.IsWindows()) return;
        var left = new TaskCompletionSource();
        var closed = new TaskCompletionSource();
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await Chunks.BeginAsync(connection, "Hello");
            await left.Task;
            await connection.SendChunkAsync($"data: {Chunks.Text("more")}\n\n");
            // the answer never ends: only the tool's leaving does
            await connection.WaitForClientCloseAsync(Answers.Patience);
            closed.SetResult();
        });

        using CliProcess cli = CliProcess.Start(["ask", "x"], server.Endpoint);
        await cli.SendInputAsync("");
        await cli.ReadUntilAsync("Hello");
        cli.CloseOutput();
        left.SetResult();
        CliResult result = await cli.WaitAsync();

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        await closed.Task.WaitAsync(Answers.Patience);
    }

    private static async Task StallAfterHello(ScriptedConnection connection)
    {
        await Chunks.BeginAsync(connection, "Hello");
        await connection.StallAsync();
    }
}
