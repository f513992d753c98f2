using System.Text.Json;
using Newtonsoft.Json.Linq;

namespace ChatGateway;

/// <summary>The members of an object that comes in pieces; the last value of each wins. Nulls say nothing.</summary>
internal sealed class WireMembers
{
    /// <summary>Up to here a look at each is faster than an index.</summary>
    private const int Few = 16;

    private readonly List<WireMember> _members = [];
    private Dictionary<string, WireMember>? _byName;

    public int Count => _members.Count;

    /// <param name="raw">An object of the members as they came, read without an error before.</param>
    public void Merge(ReadOnlySpan<byte> raw)
    {
        var reader = new WireReader(raw);
        reader.Next();
        while (reader.NextProperty())
        {
            ReadOnlySpan<byte> key = reader.ValueSpan;
            WireMember? member = FindAmongFew(key);
            string? name = member is null ? reader.GetText() : null;
            reader.Next();
            bool isNull = reader.TokenType == JsonTokenType.Null;
            ReadOnlySpan<byte> value = reader.SkipValue();
            if (!isNull) (member ?? FindOrAdd(name!, key)).Set(value);
        }
    }

    public void Merge(IReadOnlyDictionary<string, JToken> tokens)
    {
        foreach ((string name, JToken token) in tokens)
        {
            if (token.Type != JTokenType.Null) FindOrAdd(name, default).Set(token);
        }
    }

    public Dictionary<string, JToken> ToDictionary() => _members.ToDictionary(member => member.Name, member => member.ToToken(), StringComparer.Ordinal);

    private WireMember? FindAmongFew(ReadOnlySpan<byte> key)
    {
        if (_members.Count > Few) return null;
        foreach (WireMember member in _members)
        {
            // one that came as a token has no spelling
            if (key.SequenceEqual(member.Key) && (key.Length > 0 || member.Name.Length == 0)) return member;
        }
        return null;
    }

    private WireMember FindOrAdd(string name, ReadOnlySpan<byte> key)
    {
        WireMember? member = _byName is null ? _members.Find(known => known.Name == name) : _byName.GetValueOrDefault(name);
        if (member is not null) return member;
        member = new WireMember(name, key.ToArray());
        _members.Add(member);
        if (_members.Count == Few + 1) _byName = _members.ToDictionary(known => known.Name, StringComparer.Ordinal);
        else _byName?.Add(name, member);
        return member;
    }
}
