using System.Runtime.CompilerServices;
using System.Text.Json;
using Newtonsoft.Json.Linq;

namespace ChatGateway;

/// <summary>
/// The members of an object that its type does not declare. What was read stays bytes until somebody looks:
/// most gateways add a few members that nobody reads, and a dictionary a chunk would cost more than the chunk. No dictionary of
/// tokens itself: every object has a field of this type, and a first call would have to load Newtonsoft for it.
/// </summary>
internal sealed class ExtensionData
{
    // An object of the members as they came; there may be room behind it while the object is being read. Never replaced by what is
    // made of it, since objects that begin alike share it.
    private byte[]? _raw;
    private int _length;

    // made of the bytes when somebody looks; replaced at once, so that readers on other threads see all of it or nothing
    private IDictionary<string, JToken>? _tokens;

    private ExtensionDictionary? _dictionary;

    // other objects begin with the same members
    private bool _isShared;

    // of a type that may declare other members
    private bool _isOfAnother;

    private ExtensionData(byte[] raw, int length)
    {
        _raw = raw;
        _length = length;
    }

    private ExtensionData(IDictionary<string, JToken> members) => _tokens = members;

    /// <summary>The members as tokens, made when somebody looks.</summary>
    public IDictionary<string, JToken> Tokens => _tokens ?? Materialize(_raw.AsSpan(0, _length));

    /// <summary>The members as they came, in an object; nothing where they did not come from a gateway.</summary>
    public ReadOnlySpan<byte> Raw => _raw.AsSpan(0, _length);

    /// <summary>Copies what a caller gives, so that later changes of it have no effect.</summary>
    /// <exception cref="ArgumentException">A member is one that the type declares.</exception>
    public static ExtensionData? From(IReadOnlyDictionary<string, JToken>? members, Predicate<string> isDeclared)
    {
        if (members is null) return null;
        if (members is ExtensionDictionary { Data: { } data })
        {
            if (data._isOfAnother) return data.Without(isDeclared);
            if (!data.Tokens.Keys.Any(key => isDeclared(key))) return data;
        }
        var copy = new Dictionary<string, JToken>(members.Count, StringComparer.Ordinal);
        foreach ((string name, JToken value) in members)
        {
            if (isDeclared(name))
                throw new ArgumentException($"'{name}' is a declared member: set its property instead.", nameof(members));
            copy[name] = value?.DeepClone() ?? JValue.CreateNull();
        }
        return copy.Count == 0 ? null : new ExtensionData(copy);
    }

    /// <summary>
    /// Members of an object of another type, to be taken over: one that the new type declares is left behind rather than refused,
    /// since a server sent it.
    /// </summary>
    public static IReadOnlyDictionary<string, JToken> OfAnother(IReadOnlyDictionary<string, JToken> members) =>
        ReferenceEquals(members, ExtensionDictionary.Empty)
            ? ExtensionDictionary.Empty
            : new ExtensionData(new Dictionary<string, JToken>(members, StringComparer.Ordinal)) { _isOfAnother = true }.ToDictionary();

    /// <summary>Takes the dictionary that Newtonsoft is about to fill.</summary>
    public static ExtensionData? Adopt(IDictionary<string, JToken>? members) => members is null ? null : new ExtensionData(members);

    /// <summary>The dictionary that callers see.</summary>
    public IReadOnlyDictionary<string, JToken> ToDictionary() => _dictionary ??= new ExtensionDictionary(this);

    /// <summary>An object of the members as they came; false when they never were bytes.</summary>
    public bool TryGetRaw(out ReadOnlySpan<byte> members)
    {
        members = _raw.AsSpan(0, _length);
        return _raw is not null;
    }

    /// <summary>Lets other objects begin with the same members.</summary>
    public static ExtensionData? Share(ExtensionData? data)
    {
        data?._isShared = true;
        return data;
    }

    /// <summary>An object that begins with the same members: who changes a token of one does not change the other's.</summary>
    public static ExtensionData? Alike(ExtensionData? data) =>
        data is null ? null : new ExtensionData(data._raw!, data._length) { _isShared = true };

    /// <summary>Adds a member as it came; only while the object is being read.</summary>
    public static ExtensionData Append(ExtensionData? data, ReadOnlySpan<byte> member)
    {
        // most objects have one such member
        if (data is null)
        {
            byte[] alone = [(byte)'{', .. member, (byte)'}'];
            return new ExtensionData(alone, alone.Length);
        }
        byte[] raw = data._raw!;
        int end = data._length - 1;
        int length = data._length + 1 + member.Length;
        if (data._isShared || length > raw.Length)
        {
            // twice what is used and not twice the room: a copy of what others hold needs no more, however often it is copied
            var larger = new byte[Math.Max(length, (int)Math.Min(data._length * 2L, Array.MaxLength))];
            raw.AsSpan(0, end).CopyTo(larger);
            raw = larger;
        }
        raw[end] = (byte)',';
        member.CopyTo(raw.AsSpan(end + 1));
        raw[length - 1] = (byte)'}';
        if (data._isShared) return new ExtensionData(raw, length);
        data._raw = raw;
        data._length = length;
        return data;
    }

    // stays a call: inlined ahead of time, it would load Newtonsoft for objects without such members
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Write(Utf8JsonWriter writer)
    {
        foreach ((string name, JToken value) in Tokens) WireTokens.Write(writer, name, value);
    }

    private ExtensionData? Without(Predicate<string> isDeclared)
    {
        Dictionary<string, JToken> rest = Tokens.Where(member => !isDeclared(member.Key)).ToDictionary(StringComparer.Ordinal);
        return rest.Count == 0 ? null : new ExtensionData(rest);
    }

    private Dictionary<string, JToken> Materialize(ReadOnlySpan<byte> raw)
    {
        var reader = new WireReader(raw);
        reader.Next();
        var members = new Dictionary<string, JToken>(StringComparer.Ordinal);
        foreach ((string name, JToken? value) in WireTokens.ReadObject(ref reader)) members[name] = value!;
        _tokens = members;
        return members;
    }
}
