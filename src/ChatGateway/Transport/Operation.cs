namespace ChatGateway;

/// <summary>What one call asks for: how it is sent, and what its answer means. How it travels is the business of <see cref="Exchange"/>.</summary>
/// <typeparam name="T">What the caller gets.</typeparam>
internal abstract class Operation<T>
{
    /// <summary>Sends the call's first attempt.</summary>
    public abstract ValueTask<HttpResponseMessage> SendAsync(GatewayCall call, CancellationToken cancellationToken);

    /// <summary>Reads the answer of the attempt that succeeded. Nearly always at once: the body is in memory.</summary>
    /// <exception cref="WireFormatException">The body is not JSON, or not of this type.</exception>
    public abstract ValueTask<T> ReadAsync(GatewayCall call, HttpResponseMessage response, CancellationToken cancellationToken);

    /// <summary>Gets the call's place among those under way, to be given back now, or when a stream has ended.</summary>
    public virtual void Keep(T result, ConcurrencyGate.Permit? permit) => permit?.Dispose();
}
