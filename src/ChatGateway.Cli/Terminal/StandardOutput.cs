using Microsoft.Win32.SafeHandles;

namespace ChatGateway.Cli;

/// <summary>Opens stdout so that a reader's leaving is noticed.</summary>
internal static class StandardOutput
{
    /// <summary>
    /// .NET's console stream ignores a closed pipe, and <c>chatgw ask … | head -1</c> would go on paying for an answer that nobody reads.
    /// A file stream reports it, but keeps a position of its own in a file, so it is for pipes only.
    /// </summary>
    public static Stream Open()
    {
        if (OperatingSystem.IsWindows() || !Console.IsOutputRedirected) return Console.OpenStandardOutput();
        if (Descriptor.WasClosed(Descriptor.Output)) return new ClosedStream();
        try
        {
            var pipe = new FileStream(new SafeFileHandle(Descriptor.Output, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            return pipe.CanSeek ? Console.OpenStandardOutput() : new PipeStream(pipe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // one that cannot be written: the console's stream knows what to do
            return Console.OpenStandardOutput();
        }
    }
}
