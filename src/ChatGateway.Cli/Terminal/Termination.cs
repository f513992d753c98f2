using System.Runtime.InteropServices;

namespace ChatGateway.Cli;

/// <summary>
/// Turns Ctrl-C and SIGTERM into the cancellation of a command, which has two seconds to end by itself. The parser's own handling does
/// not tell which of them it was.
/// </summary>
internal sealed class Termination : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;
    private ITimer? _limit;
    private int _exitCode;

    public Termination()
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => End(context, ExitCode.Cancelled));
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => End(context, ExitCode.Terminated));
    }

    public CancellationToken Token => _source.Token;

    /// <summary>What a command returns that was cancelled.</summary>
    public int ExitCodeOf(int code) => code == (int)ExitCode.Cancelled && Volatile.Read(ref _exitCode) is not 0 and var signalled ? signalled : code;

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _limit?.Dispose();
        _source.Dispose();
    }

    private void End(PosixSignalContext context, ExitCode exitCode)
    {
        context.Cancel = true;
        // the first signal decides; its time runs on
        if (Interlocked.CompareExchange(ref _exitCode, (int)exitCode, 0) != 0) return;
        _limit = TimeProvider.System.CreateTimer(_ => Environment.Exit((int)exitCode), null, Patience, Timeout.InfiniteTimeSpan);
        _source.Cancel();
    }
}
