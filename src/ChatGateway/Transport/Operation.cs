namespace ChatGateway;

/// <summary>What one call asks for: how it is sent, and what its answer means. How it travels is the business of <see cref="Exchange"/>.</summary>
/// <typeparam name="T">What the caller gets.</typeparam>
internal abstract class Operation<T> : IAnswerReader
{
    /// <summary>Sends the call's first attempt.</summary>
    public abstract ValueTask<HttpResponseMessage> SendAsync(GatewayCall call, CancellationToken cancellationToken);

    /// <inheritdoc/>
    public abstract ValueTask ReadAsync(GatewayCall call, HttpResponseMessage response, CancellationToken cancellationToken);

    /// <summary>Gives what the last attempt has read, and takes the call's place among those under way, to be given back now, or when a stream has ended.</summary>
    public abstract T Finish(GatewayCall call, ConcurrencyGate.Permit? permit);
}
