namespace ChatGateway.Cli;

/// <summary>Writes to stderr as far as that is possible: a note that cannot be written must not cost the answer, and the exit code still tells.</summary>
internal sealed class NoteStream(Stream error) : WriteOnlyStream
{
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            error.Write(buffer);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            // closed (2>&-, which .NET calls a denied access) or full: there is nowhere left to say so
        }
    }
}
