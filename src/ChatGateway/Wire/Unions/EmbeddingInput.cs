using System.Collections;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Newtonsoft.Json;

namespace ChatGateway;

/// <summary>
/// What to embed: a text, several texts, token ids, or several lists of token ids. Immutable; converts from text,
/// arrays, lists and collection expressions of texts.
/// </summary>
[JsonConverter(typeof(UnionJsonConverter<EmbeddingInput>))]
[System.Text.Json.Serialization.JsonConverter(typeof(ApiJsonConverter<EmbeddingInput>))]
[CollectionBuilder(typeof(EmbeddingInput), nameof(Create))]
public sealed class EmbeddingInput : IEquatable<EmbeddingInput>, IEnumerable<string>, IWireReadable<EmbeddingInput>, IWireWritable, IJsonConvertible<EmbeddingInput>
{
    private readonly string? _text;
    private readonly string[]? _texts;
    private readonly int[]? _tokens;
    private readonly int[][]? _tokenLists;

    private EmbeddingInput(string text) => _text = text;

    private EmbeddingInput(string[] texts)
    {
        if (Array.IndexOf(texts, null) >= 0) throw new ArgumentException("A text is null.", nameof(texts));
        _texts = texts;
    }

    private EmbeddingInput(int[] tokens) => _tokens = tokens;

    private EmbeddingInput(int[][] tokenLists) => _tokenLists = tokenLists;

    /// <summary>How many vectors the answer holds.</summary>
    public int Count => _texts?.Length ?? _tokenLists?.Length ?? 1;

    /// <summary>Makes an input of one text.</summary>
    /// <param name="text">The text.</param>
    public static implicit operator EmbeddingInput(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new EmbeddingInput(text);
    }

    /// <summary>Makes an input of several texts.</summary>
    /// <param name="texts">The texts, copied.</param>
    public static implicit operator EmbeddingInput(string[] texts) => FromStrings(texts);

    /// <summary>Makes an input of several texts.</summary>
    /// <param name="texts">The texts, copied.</param>
    public static implicit operator EmbeddingInput(List<string> texts) => FromStrings(texts);

    /// <summary>Makes an input of several texts; collection expressions call it.</summary>
    /// <param name="texts">The texts, copied.</param>
    /// <returns>The input.</returns>
    public static EmbeddingInput Create(ReadOnlySpan<string> texts) => new(texts.ToArray());

    /// <summary>Makes an input of several texts.</summary>
    /// <param name="texts">The texts, copied; 1 to 2048.</param>
    /// <returns>The input.</returns>
    public static EmbeddingInput FromStrings(IEnumerable<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return new EmbeddingInput(texts.ToArray());
    }

    /// <summary>Makes an input of one text, given by its token ids.</summary>
    /// <param name="tokens">The token ids, copied.</param>
    /// <returns>The input.</returns>
    public static EmbeddingInput FromTokens(IEnumerable<int> tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        return new EmbeddingInput(tokens.ToArray());
    }

    /// <summary>Makes an input of several texts, given by their token ids.</summary>
    /// <param name="tokens">The token ids of each text, copied; 1 to 2048.</param>
    /// <returns>The input.</returns>
    public static EmbeddingInput FromTokens(IEnumerable<IEnumerable<int>> tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        return new EmbeddingInput(tokens.Select(list => list.ToArray()).ToArray());
    }

    /// <summary>Enumerates the texts; token ids have none.</summary>
    /// <returns>The enumerator.</returns>
    public IEnumerator<string> GetEnumerator() => ((IEnumerable<string>)(_texts ?? (_text is null ? [] : [_text]))).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Compares the JSON that both stand for.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(EmbeddingInput? left, EmbeddingInput? right) => WireEquality.AreEqual(left, right);

    /// <summary>Compares the JSON that both stand for.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(EmbeddingInput? left, EmbeddingInput? right) => !(left == right);

    /// <summary>Compares the JSON that both stand for.</summary>
    /// <param name="other">The other.</param>
    /// <returns>Whether it is the same.</returns>
    public bool Equals(EmbeddingInput? other) => WireEquality.AreEqual(this, other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as EmbeddingInput);

    /// <inheritdoc/>
    public override int GetHashCode() => WireEquality.HashOf(this);

    static bool IWireReadable<EmbeddingInput>.ReadsArrays => true;

    static EmbeddingInput IWireReadable<EmbeddingInput>.Read(ref WireReader reader)
    {
        if (reader.TokenType == JsonTokenType.String) return reader.GetText();
        reader.Expect(JsonTokenType.StartArray, "text or an array");
        var texts = new List<string>();
        var tokens = new List<int>();
        var lists = new List<int[]>();
        while (Wire.NextItem(ref reader))
        {
            if (reader.TokenType == JsonTokenType.String) texts.Add(reader.GetText());
            else if (reader.TokenType == JsonTokenType.StartArray) lists.Add(ReadTokens(ref reader));
            else tokens.Add(checked((int)Wire.ReadInteger(ref reader)));
        }
        if ((texts.Count > 0 ? 1 : 0) + (tokens.Count > 0 ? 1 : 0) + (lists.Count > 0 ? 1 : 0) > 1)
            throw new WireFormatException("An input mixes texts and tokens.");
        if (lists.Count > 0) return new EmbeddingInput([.. lists]);
        return tokens.Count > 0 ? new EmbeddingInput([.. tokens]) : new EmbeddingInput([.. texts]);
    }

    static System.Text.Json.Serialization.JsonConverter<EmbeddingInput> IJsonConvertible<EmbeddingInput>.JsonConverter => WireJsonConverter<EmbeddingInput>.Instance;

    void IWireWritable.Write(Utf8JsonWriter writer)
    {
        if (_text is not null) WireText.Write(writer, _text);
        else if (_texts is not null) Wire.WriteItems(writer, _texts);
        else if (_tokens is not null) Wire.WriteItems(writer, _tokens);
        else
        {
            writer.WriteStartArray();
            foreach (int[] list in _tokenLists!) Wire.WriteItems(writer, list);
            writer.WriteEndArray();
        }
    }

    private static int[] ReadTokens(ref WireReader reader)
    {
        var tokens = new List<int>();
        while (Wire.NextItem(ref reader)) tokens.Add(checked((int)Wire.ReadInteger(ref reader)));
        return [.. tokens];
    }
}
