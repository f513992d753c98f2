namespace ChatGateway.Cli;

/// <summary>A standard stream's number in the operating system.</summary>
internal static class Descriptor
{
    public const int Input = 0;
    public const int Output = 1;
    public const int Error = 2;

    // Linux describes each of a process's descriptors in a file of its own, in lines such as "flags: 02000000", of octal digits
    private const string Descriptions = "/proc/self/fdinfo";
    private const string Flags = "flags:";
    private const long CloseOnExec = 0x80000;

    /// <summary>
    /// Whether the process was started without this stream, as with <c>chatgw ask … &lt;&amp;-</c>. The runtime's first pipe then takes its
    /// place: a read from it never ends, and what is written there is lost. Elsewhere than on Linux nothing tells, and it counts as open.
    /// </summary>
    public static bool WasClosed(int number)
    {
        try
        {
            string? flags = File.ReadLines($"{Descriptions}/{number}").FirstOrDefault(line => line.StartsWith(Flags, StringComparison.Ordinal));
            // what a process is given at its start is never marked so, for the mark would have closed it; what .NET opens always is
            return flags is not null && (Convert.ToInt64(flags[Flags.Length..].Trim(), 8) & CloseOnExec) != 0;
        }
        catch (FileNotFoundException)
        {
            // nothing has taken its place
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            // no Linux, or one that does not tell
            return false;
        }
    }
}
