namespace ChatGateway.Cli;

/// <summary>Stands for a stdout that the process was started without.</summary>
internal sealed class ClosedStream : WriteOnlyStream
{
    public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("it is closed");
}
