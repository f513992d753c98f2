using System.Text;

namespace ChatGateway.Cli;

/// <summary>Opens what is piped in.</summary>
internal static class StandardInput
{
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false);

    public static TextReader Open() =>
        Descriptor.WasClosed(Descriptor.Input) ? TextReader.Null : new StreamReader(Console.OpenStandardInput(), Encoding);
}
