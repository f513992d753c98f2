using Newtonsoft.Json.Linq;

namespace ChatGateway;

/// <summary>Collects the undeclared members of an object's pieces; the last value of each that is not null wins.</summary>
internal sealed class ExtensionAccumulator
{
    private WireMembers? _members;
    private ExtensionData? _last;

    public static IReadOnlyDictionary<string, JToken> MembersOf(ExtensionAccumulator? accumulator) => accumulator?.Members ?? ExtensionDictionary.Empty;

    /// <summary>Adds a piece to an accumulator, which is made when it is needed.</summary>
    public static void Add(ref ExtensionAccumulator? accumulator, IReadOnlyDictionary<string, JToken> piece)
    {
        // the shared empty dictionary is by far the most common piece
        if (!ReferenceEquals(piece, ExtensionDictionary.Empty)) (accumulator ??= new ExtensionAccumulator()).Add(piece);
    }

    private IReadOnlyDictionary<string, JToken> Members =>
        _members is { Count: > 0 } ? ExtensionData.OfAnother(_members.ToDictionary()) : ExtensionDictionary.Empty;

    private void Add(IReadOnlyDictionary<string, JToken> piece)
    {
        _members ??= new WireMembers();
        // what came from the wire stays bytes: making tokens of every piece would cost more than reading it
        if (piece is ExtensionDictionary { Data: { } data } && data.TryGetRaw(out ReadOnlySpan<byte> raw))
        {
            // many servers say the same in every piece
            if (_last is not null && _last.TryGetRaw(out ReadOnlySpan<byte> before) && raw.SequenceEqual(before)) return;
            _last = data;
            _members.Merge(raw);
        }
        else
        {
            _last = null;
            _members.Merge(piece);
        }
    }
}
