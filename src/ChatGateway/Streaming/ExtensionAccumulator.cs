using Newtonsoft.Json.Linq;

namespace ChatGateway;

/// <summary>Collects the undeclared members of an object's pieces; the last value of each that is not null wins.</summary>
internal sealed class ExtensionAccumulator
{
    private readonly List<WireMember> _members = [];

    public IReadOnlyDictionary<string, JToken> Members => _members.Count == 0
        ? ExtensionData.Empty
        : _members.ToDictionary(member => member.Name, member => member.ToToken(), StringComparer.Ordinal);

    public void Add(IReadOnlyDictionary<string, JToken> piece)
    {
        // the shared empty dictionary is by far the most common piece
        if (ReferenceEquals(piece, ExtensionData.Empty)) return;
        // what came from the wire stays bytes: making tokens of every piece would cost more than reading it
        if (piece is ExtensionData data && data.TryGetRaw(out ReadOnlySpan<byte> raw)) WireMember.Merge(raw, _members);
        else WireMember.Merge(piece, _members);
    }
}
