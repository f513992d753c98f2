using System.Text.Json;
using Newtonsoft.Json.Linq;

namespace ChatGateway;

/// <summary>A member of an object, its value as it came or as a token. The bytes' store is used again for the next value.</summary>
internal sealed class WireMember
{
    private readonly byte[] _key;
    private byte[] _value = [];
    private int _length;
    private JToken? _token;

    private WireMember(string name, ReadOnlySpan<byte> key)
    {
        Name = name;
        _key = key.ToArray();
    }

    public string Name { get; }

    /// <summary>Puts members into a list, in place of those of the same names. Nulls say nothing.</summary>
    /// <param name="raw">An object of the members as they came, read without an error before.</param>
    /// <param name="members">The list.</param>
    public static void Merge(ReadOnlySpan<byte> raw, List<WireMember> members)
    {
        var reader = new WireReader(raw);
        reader.Next();
        while (reader.NextProperty())
        {
            ReadOnlySpan<byte> key = reader.ValueSpan;
            WireMember? member = Find(key, members);
            string? name = member is null ? reader.GetText() : null;
            reader.Next();
            bool isNull = reader.TokenType == JsonTokenType.Null;
            ReadOnlySpan<byte> value = reader.SkipValue();
            if (isNull) continue;
            // another spelling of the name, with escapes, is the same name
            member ??= members.Find(known => known.Name == name);
            if (member is null) members.Add(member = new WireMember(name!, key));
            member.Set(value);
        }
    }

    /// <inheritdoc cref="Merge(ReadOnlySpan{byte}, List{WireMember})"/>
    public static void Merge(IReadOnlyDictionary<string, JToken> tokens, List<WireMember> members)
    {
        foreach ((string name, JToken token) in tokens)
        {
            if (token.Type == JTokenType.Null) continue;
            WireMember? member = members.Find(known => known.Name == name);
            if (member is null) members.Add(member = new WireMember(name, default));
            member._token = token;
        }
    }

    public JToken ToToken()
    {
        if (_token is not null) return _token;
        var reader = new WireReader(_value.AsSpan(0, _length));
        reader.Next();
        return WireTokens.Read(ref reader);
    }

    private static WireMember? Find(ReadOnlySpan<byte> key, List<WireMember> members)
    {
        foreach (WireMember member in members)
        {
            if (key.SequenceEqual(member._key)) return member;
        }
        return null;
    }

    private void Set(ReadOnlySpan<byte> value)
    {
        _token = null;
        if (value.Length > _value.Length) _value = new byte[Math.Max(value.Length, Math.Min(_value.Length * 2, 4096))];
        value.CopyTo(_value);
        _length = value.Length;
    }
}
