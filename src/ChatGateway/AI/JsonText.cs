using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace ChatGateway;

/// <summary>Objects of the API as text, to be kept where only text can be.</summary>
internal static class JsonText
{
    public static string Of<T>(T value)
        where T : IWireWritable => Encoding.UTF8.GetString(WireDocument.Serialize(value));

    public static bool TryParse<T>(string text, [NotNullWhen(true)] out T? value)
        where T : class, IWireReadable<T>
    {
        try
        {
            value = WireDocument.Parse<T>(Encoding.UTF8.GetBytes(text));
            return true;
        }
        catch (WireFormatException)
        {
            value = null;
            return false;
        }
    }
}
