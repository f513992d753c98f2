namespace ChatGateway.Sandbox;

/// <summary>Lets so many bytes through, makes sure that they are on the wire, and then does something drastic.</summary>
internal sealed class LimitedBody(Stream inner, long limit, Func<Task> atLimit) : FilteredBody(inner)
{
    private long _left = limit;

    public bool LimitReached { get; private set; }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (LimitReached)
            return;
        int passed = (int)Math.Min(_left, buffer.Length);
        await Inner.WriteAsync(buffer[..passed], cancellationToken);
        _left -= passed;
        if (passed == buffer.Length)
            return;

        LimitReached = true;
        await Inner.FlushAsync(cancellationToken);
        await atLimit();
    }
}
