using System.Text.Json;

namespace ChatGateway;

/// <summary>What the unions of text and object share.</summary>
internal static class UnionMember
{
    public static T Read<T>(ref WireReader reader)
        where T : IWireReadable<T> => T.Read(ref reader);

    public static void Write(Utf8JsonWriter writer, string? text, IWireWritable? value)
    {
        if (text is not null) WireText.Write(writer, text);
        else value!.Write(writer);
    }
}
