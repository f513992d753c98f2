namespace ChatGateway;

/// <summary>An operation whose answer comes whole.</summary>
/// <typeparam name="T">What the caller gets.</typeparam>
internal abstract class WholeOperation<T> : Operation<T>
    where T : class
{
    private T? _answer;

    public override ValueTask ReadAsync(GatewayCall call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            _answer = Read(call, response);
        }
        catch (WireFormatException e)
        {
            throw Failures.Unreadable(call, e);
        }
        return ValueTask.CompletedTask;
    }

    public override T Finish(GatewayCall call, ConcurrencyGate.Permit? permit)
    {
        permit?.Dispose();
        return _answer!;
    }

    /// <summary>Reads the body.</summary>
    /// <exception cref="WireFormatException">It is not JSON, or not of this type.</exception>
    protected abstract T Read(GatewayCall call, HttpResponseMessage response);

    /// <summary>Takes an answer that did not come as a document.</summary>
    protected void Take(T answer) => _answer = answer;
}
