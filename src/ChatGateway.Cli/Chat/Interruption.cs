using System.Runtime.InteropServices;

namespace ChatGateway.Cli;

/// <summary>Turns Ctrl-C into the cancellation of what is under way, and keeps the process alive.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly PosixSignalRegistration _signal;
    private CancellationTokenSource _source = new();

    public Interruption() => _signal = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
    {
        context.Cancel = true;
        Volatile.Read(ref _source).Cancel();
    });

    public CancellationToken Token => _source.Token;

    /// <summary>Makes a token for what comes next, where this one was used.</summary>
    public void Renew()
    {
        if (_source.IsCancellationRequested) Volatile.Write(ref _source, new CancellationTokenSource());
    }

    public void Dispose()
    {
        _signal.Dispose();
        _source.Dispose();
    }
}
