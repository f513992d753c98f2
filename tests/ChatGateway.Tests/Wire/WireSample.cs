using System.Text;

namespace ChatGateway.Tests.Wire;

/// <summary>The bodies and streams that the client must read; a copy of the shared collection.</summary>
internal static class WireSample
{
    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "Wire", "Samples");

    public static IEnumerable<string> Names(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder)).Order(StringComparer.Ordinal).Select(file => $"{folder}/{Path.GetFileName(file)}");

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(Root, name));

    public static string Text(string name) => Encoding.UTF8.GetString(Bytes(name));
}
