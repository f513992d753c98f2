using System.Text;

namespace ChatGateway.Cli;

/// <summary>Opens what is piped in.</summary>
internal static class StandardInput
{
    // a reader skips the byte order mark of the encoding that it is told; those of UTF-16 and UTF-32 may be the beginning of any bytes
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: true);

    public static TextReader Open() =>
        Descriptor.WasClosed(Descriptor.Input) ? TextReader.Null : new StreamReader(Console.OpenStandardInput(), Encoding, detectEncodingFromByteOrderMarks: false);
}
