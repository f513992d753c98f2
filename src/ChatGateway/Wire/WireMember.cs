using Newtonsoft.Json.Linq;

namespace ChatGateway;

/// <summary>A member of an object, its value as it came or as a token. The bytes' store is used again for the next value.</summary>
internal sealed class WireMember(string name, byte[] key)
{
    private byte[] _value = [];
    private int _length;
    private JToken? _token;

    public string Name => name;

    /// <summary>The name as it came: another spelling, with escapes, is the same name.</summary>
    public ReadOnlySpan<byte> Key => key;

    public void Set(JToken token) => _token = token;

    public void Set(ReadOnlySpan<byte> value)
    {
        _token = null;
        if (value.Length > _value.Length) _value = new byte[Math.Max(value.Length, Math.Min(_value.Length * 2, 4096))];
        value.CopyTo(_value);
        _length = value.Length;
    }

    public JToken ToToken()
    {
        if (_token is not null) return _token;
        var reader = new WireReader(_value.AsSpan(0, _length));
        reader.Next();
        return WireTokens.Read(ref reader);
    }
}
