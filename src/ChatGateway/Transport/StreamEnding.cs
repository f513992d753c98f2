namespace ChatGateway;

/// <summary>What becomes of a stream's connection when its reader is done with it.</summary>
internal static class StreamEnding
{
    /// <summary>How long a server may take to end a response whose last event has come.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    /// <summary>How often is read on to save a connection, or until a read waits: a server that never ends is not worth more.</summary>
    private const int MaxReads = 64;

    /// <summary>
    /// Lets go of a complete answer. The connection can be used again only when the response is read to its end, which
    /// follows the end marker at once on a well-behaved server; the caller does not wait for one that keeps it open.
    /// </summary>
    public static void Release(HttpResponseMessage response, Stream body) => _ = DrainAsync(response, body);

    /// <summary>
    /// Ends an answer that is left in the middle. Disposing alone would let some handlers read on for two seconds to save
    /// the connection; a read that is cancelled while it waits closes it at once.
    /// </summary>
    public static async ValueTask AbortAsync(HttpResponseMessage response, Stream body)
    {
        try
        {
            using (response)
            await using (body.ConfigureAwait(false))
            {
                using var cancellation = new CancellationTokenSource();
                var rest = new byte[4096];
                // what has arrived already is given without waiting, and proves nothing
                for (int i = 0; i < MaxReads; i++)
                {
                    ValueTask<int> read = body.ReadAsync(rest, cancellation.Token);
                    if (!read.IsCompleted) await cancellation.CancelAsync().ConfigureAwait(false);
                    if (await read.ConfigureAwait(false) == 0) return;
                }
            }
        }
        catch (Exception)
        {
            // The connection is closed, which was the aim. Whatever a handler's stream throws for that, or for its end, must not
            // hide why the caller left.
        }
    }

    private static async Task DrainAsync(HttpResponseMessage response, Stream body)
    {
        using var patience = new CancellationTokenSource();
        bool hasWaited = false;
        try
        {
            var rest = new byte[64];
            for (int i = 0; i < MaxReads; i++)
            {
                ValueTask<int> read = body.ReadAsync(rest, patience.Token);
                // by the machine's clock, since a test's may stand still; the end has mostly come with the last event
                if (!read.IsCompleted && !hasWaited)
                {
                    hasWaited = true;
                    patience.CancelAfter(Patience);
                }
                // anything after the end marker is ignored
                if (await read.ConfigureAwait(false) > 0) continue;
                response.Dispose();
                await body.DisposeAsync().ConfigureAwait(false);
                return;
            }
        }
        catch (Exception)
        {
            // the answer is complete and given: only the connection is lost, in whatever way
        }
        await AbortAsync(response, body).ConfigureAwait(false);
    }
}
