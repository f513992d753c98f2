using System.Buffers;
using System.Text.Json;
using Newtonsoft.Json.Linq;

namespace ChatGateway;

/// <summary>
/// The members of pieces that no accumulator joins, since the specification got them later: as with members that no type declares,
/// the last value that is not null wins.
/// </summary>
internal sealed class WireOthers
{
    private readonly WireMembers _members = new();

    /// <summary>Adds a piece's others to those that came before, if it has any.</summary>
    public static void Add<T>(ref WireOthers? others, T piece)
        where T : IWirePiece
    {
        if (!piece.HasOthers) return;
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes)) piece.WriteOthers(writer);
        (others ??= new WireOthers())._members.Merge(bytes.WrittenSpan);
    }

    /// <summary>Gives the whole that was made of the pieces these members too, declared or not. What it has itself stays.</summary>
    public static T Complete<T>(WireOthers? others, T whole)
        where T : IWireReadable<T>, IWireWritable =>
        others is null ? whole : others.Complete(whole);

    private T Complete<T>(T whole)
        where T : IWireReadable<T>, IWireWritable
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartObject();
            foreach ((string name, JToken value) in _members.ToDictionary()) WireTokens.Write(writer, name, value);
            writer.WriteEndObject();
        }
        byte[] own = WireDocument.Serialize(whole);
        // of a member that comes twice the last one counts
        byte[] both = own.Length <= "{}"u8.Length ? bytes.WrittenSpan.ToArray() : [.. bytes.WrittenSpan[..^1], (byte)',', .. own.AsSpan(1)];
        return WireDocument.Parse<T>(both);
    }
}
