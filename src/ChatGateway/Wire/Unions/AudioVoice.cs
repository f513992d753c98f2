using System.Text.Json;
using Newtonsoft.Json;

namespace ChatGateway;

/// <summary>A voice: one of OpenAI's by name (alloy, ash, marin, …), or one's own by id. Converts from the name.</summary>
[JsonConverter(typeof(UnionJsonConverter<AudioVoice>))]
[System.Text.Json.Serialization.JsonConverter(typeof(ApiJsonConverter<AudioVoice>))]
public sealed class AudioVoice : IEquatable<AudioVoice>, IWireReadable<AudioVoice>, IWireWritable, IJsonConvertible<AudioVoice>
{
    private AudioVoice(string name) => Name = name;

    private AudioVoice(AudioReference custom) => Custom = custom;

    /// <summary>The name.</summary>
    /// <value>Null for a voice by id.</value>
    public string? Name { get; }

    /// <summary>The id of one's own voice.</summary>
    /// <value>Null for a voice by name.</value>
    public AudioReference? Custom { get; }

    /// <summary>Makes a voice by name.</summary>
    /// <param name="name">The name.</param>
    public static implicit operator AudioVoice(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new AudioVoice(name);
    }

    /// <summary>Makes a voice by id.</summary>
    /// <param name="id">The id.</param>
    /// <returns>The voice.</returns>
    public static AudioVoice FromId(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        return new AudioVoice(new AudioReference { Id = id });
    }

    /// <summary>Compares the JSON that both stand for.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(AudioVoice? left, AudioVoice? right) => WireEquality.AreEqual(left, right);

    /// <summary>Compares the JSON that both stand for.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(AudioVoice? left, AudioVoice? right) => !(left == right);

    /// <summary>Compares the JSON that both stand for.</summary>
    /// <param name="other">The other.</param>
    /// <returns>Whether it is the same.</returns>
    public bool Equals(AudioVoice? other) => WireEquality.AreEqual(this, other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AudioVoice);

    /// <inheritdoc/>
    public override int GetHashCode() => WireEquality.HashOf(this);

    static AudioVoice IWireReadable<AudioVoice>.Read(ref WireReader reader)
    {
        if (reader.TokenType == JsonTokenType.String) return new AudioVoice(reader.GetText());
        reader.Expect(JsonTokenType.StartObject, "text or an object");
        return new AudioVoice(UnionMember.Read<AudioReference>(ref reader));
    }

    static System.Text.Json.Serialization.JsonConverter<AudioVoice> IJsonConvertible<AudioVoice>.JsonConverter => WireJsonConverter<AudioVoice>.Instance;

    void IWireWritable.Write(Utf8JsonWriter writer) => UnionMember.Write(writer, Name, Custom);
}
