namespace ChatGateway;

/// <summary>
/// The circuit breaker of a host. While its circuit is closed, attempts are sent past it and it is told how they ended. The circuit
/// is made at the first failure and told then of the successes before it: only a host in trouble pays for one.
/// </summary>
internal sealed class HostBreaker(TransportSettings settings, Uri endpoint)
{
    private readonly SuccessCount _successes = new(settings.Resilience.BreakerWindow, settings.TimeProvider);
    private readonly Lazy<HostCircuit> _circuit = new(() => new HostCircuit(settings, endpoint));

    public bool IsClosed => !_circuit.IsValueCreated || _circuit.Value.IsClosed;

    public HostCircuit Circuit => _circuit.Value;

    /// <summary>Notes an attempt that was answered while the circuit was closed.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="began">When the attempt was begun.</param>
    public ValueTask SucceededAsync(HttpResponseMessage response, long began)
    {
        if (_circuit.IsValueCreated) return _circuit.Value.SucceededAsync(response);
        _successes.Add(began);
        return ValueTask.CompletedTask;
    }

    /// <summary>Notes an attempt that failed while the circuit was closed.</summary>
    public async ValueTask FailedAsync(ChatGatewayException failure)
    {
        for (int i = _successes.TakeAll(); i > 0; i--) await _circuit.Value.SucceededAsync(null).ConfigureAwait(false);
        await _circuit.Value.FailedAsync(failure).ConfigureAwait(false);
    }
}
