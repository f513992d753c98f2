using System.Collections;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Newtonsoft.Json;

namespace ChatGateway;

/// <summary>What a message says: text, or a list of parts. Immutable; converts from text, arrays, lists and collection expressions.</summary>
[JsonConverter(typeof(UnionJsonConverter<MessageContent>))]
[System.Text.Json.Serialization.JsonConverter(typeof(ApiJsonConverter<MessageContent>))]
[CollectionBuilder(typeof(MessageContent), nameof(Create))]
public sealed class MessageContent : IEquatable<MessageContent>, IReadOnlyList<ChatContentPart>, IWireReadable<MessageContent>, IWireWritable, IJsonConvertible<MessageContent>
{
    private static readonly MessageContent EmptyText = new("");

    // a string or an array of parts: one field, as every chunk of a stream holds one
    private readonly object _value;

    private MessageContent(string text) => _value = text;

    private MessageContent(ChatContentPart[] parts) => _value = parts;

    /// <summary>The text; of parts, their texts joined. Thinking parts and refusals are not text.</summary>
    /// <value>Null when there are parts and none is text.</value>
    public string? Text => _value as string ?? JoinTexts(PartsOrNull!);

    /// <summary>The reasoning in thinking parts (Mistral), joined.</summary>
    /// <value>Null when there is none.</value>
    public string? Thinking => PartsOrNull is not { } parts
        ? null
        : JoinTexts(parts.Where(part => part.Type == ContentPartType.Thinking).SelectMany(part => part.ThinkingContent?.Parts ?? []));

    /// <summary>The parts; text by itself counts as one part.</summary>
    public IReadOnlyList<ChatContentPart> Parts => PartsOrNull ?? [ChatContentPart.Text((string)_value)];

    /// <summary>Whether it is a list of parts rather than plain text.</summary>
    public bool IsParts => _value is not string;

    private ChatContentPart[]? PartsOrNull => _value as ChatContentPart[];

    int IReadOnlyCollection<ChatContentPart>.Count => Parts.Count;

    ChatContentPart IReadOnlyList<ChatContentPart>.this[int index] => Parts[index];

    /// <summary>Makes content of text.</summary>
    /// <param name="text">The text.</param>
    public static implicit operator MessageContent(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length == 0 ? EmptyText : new MessageContent(text);
    }

    /// <summary>Makes content of parts.</summary>
    /// <param name="parts">The parts, copied.</param>
    public static implicit operator MessageContent(ChatContentPart[] parts) => FromParts(parts);

    /// <summary>Makes content of parts.</summary>
    /// <param name="parts">The parts, copied.</param>
    public static implicit operator MessageContent(List<ChatContentPart> parts) => FromParts(parts);

    /// <summary>Makes content of parts; collection expressions call it.</summary>
    /// <param name="parts">The parts, copied.</param>
    /// <returns>The content.</returns>
    public static MessageContent Create(ReadOnlySpan<ChatContentPart> parts) => new(Checked(parts.ToArray()));

    /// <summary>Makes content of parts.</summary>
    /// <param name="parts">The parts, copied.</param>
    /// <returns>The content.</returns>
    /// <exception cref="ArgumentException"><paramref name="parts"/> is null, or holds null.</exception>
    public static MessageContent FromParts(IEnumerable<ChatContentPart> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return new MessageContent(Checked(parts.ToArray()));
    }

    /// <summary>Enumerates the parts.</summary>
    /// <returns>The enumerator.</returns>
    public IEnumerator<ChatContentPart> GetEnumerator() => Parts.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Compares the JSON that both stand for.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(MessageContent? left, MessageContent? right) => WireEquality.AreEqual(left, right);

    /// <summary>Compares the JSON that both stand for.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(MessageContent? left, MessageContent? right) => !(left == right);

    /// <summary>Compares the JSON that both stand for.</summary>
    /// <param name="other">The other.</param>
    /// <returns>Whether it is the same.</returns>
    public bool Equals(MessageContent? other) => WireEquality.AreEqual(this, other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as MessageContent);

    /// <inheritdoc/>
    public override int GetHashCode() => WireEquality.HashOf(this);

    static bool IWireReadable<MessageContent>.ReadsArrays => true;

    static MessageContent IWireReadable<MessageContent>.Read(ref WireReader reader)
    {
        if (reader.TokenType == JsonTokenType.StartArray) return new MessageContent(Wire.ReadItems<ChatContentPart>(ref reader));
        reader.Expect(JsonTokenType.String, "text or an array of parts");
        return reader.GetContent();
    }

    static System.Text.Json.Serialization.JsonConverter<MessageContent> IJsonConvertible<MessageContent>.JsonConverter => WireJsonConverter<MessageContent>.Instance;

    void IWireWritable.Write(Utf8JsonWriter writer)
    {
        if (PartsOrNull is not { } parts)
        {
            WireText.Write(writer, (string)_value);
            return;
        }
        writer.WriteStartArray();
        foreach (IWireWritable part in parts) part.Write(writer);
        writer.WriteEndArray();
    }

    // the writer would stumble over it, and name nothing
    private static ChatContentPart[] Checked(ChatContentPart[] parts)
    {
        int missing = Array.IndexOf(parts, null);
        return missing < 0 ? parts : throw new ArgumentException($"parts[{missing}] is null.", nameof(parts));
    }

    private static string? JoinTexts(IEnumerable<ChatContentPart> parts)
    {
        string[] texts = parts.Where(part => part.TextContent is not null && part.Type != ContentPartType.Thinking)
            .Select(part => part.TextContent!).ToArray();
        return texts.Length == 0 ? null : string.Concat(texts);
    }
}
