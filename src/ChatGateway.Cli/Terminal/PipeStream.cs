namespace ChatGateway.Cli;

/// <summary>Writes to a pipe and tells a reader that has left from other failures.</summary>
internal sealed class PipeStream(Stream pipe) : WriteOnlyStream
{
    // on Unix an IOException carries the number of the system's error
    private const int BrokenPipe = 32;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            pipe.Write(buffer);
        }
        catch (IOException e) when (e.HResult == BrokenPipe)
        {
            throw new OutputClosedException(e);
        }
    }
}
