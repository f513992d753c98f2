using System.Text;
using VerifyTests;

namespace ChatGateway.Tests.Snapshots;

/// <summary>A verified file and the received file that is written beside it on a difference.</summary>
internal sealed class SnapshotFile(string folder, string name, string extension)
{
    // no byte order mark, no added newline: what Verify writes with UseUtf8NoBom
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public string VerifiedPath { get; } = Path.Combine(folder, $"{name}.verified.{extension}");

    public string ReceivedPath { get; } = Path.Combine(folder, $"{name}.received.{extension}");

    /// <summary>Passes when the verified file holds <paramref name="text"/>; never writes the verified file.</summary>
    /// <exception cref="VerifyException">The text differs, or nothing is verified yet; the received file is written.</exception>
    public void Check(string text)
    {
        string received = NormalizeNewlines(text);
        string? verified = File.Exists(VerifiedPath) ? NormalizeNewlines(File.ReadAllText(VerifiedPath, Encoding)) : null;
        if (received == verified)
        {
            File.Delete(ReceivedPath);
            return;
        }

        Directory.CreateDirectory(folder);
        File.WriteAllText(ReceivedPath, received, Encoding);
        string reason = verified is null ? $"Nothing is verified yet for {name}." : Difference(verified, received);
        throw new VerifyException($"""
            {reason}
            verified: {VerifiedPath}
            received: {ReceivedPath}
            If the received text is right, move it over the verified file.
            """);
    }

    private static string NormalizeNewlines(string text) =>
        text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    private string Difference(string verified, string received)
    {
        string[] before = verified.Split('\n');
        string[] after = received.Split('\n');
        int line = 0;
        while (line < before.Length && line < after.Length && before[line] == after[line])
            line++;
        return $"""
            {name} differs in line {line + 1}.
            - {Line(before, line)}
            + {Line(after, line)}
            """;
    }

    private static string Line(string[] lines, int index) => index < lines.Length ? lines[index] : "(end of text)";
}
