using System.Collections;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Newtonsoft.Json;

namespace ChatGateway;

/// <summary>Texts that end an answer: one, or several. Immutable; converts from text, arrays, lists and collection expressions.</summary>
[JsonConverter(typeof(UnionJsonConverter<StopSequences>))]
[System.Text.Json.Serialization.JsonConverter(typeof(ApiJsonConverter<StopSequences>))]
[CollectionBuilder(typeof(StopSequences), nameof(Create))]
public sealed class StopSequences : IEquatable<StopSequences>, IReadOnlyList<string>, IWireReadable<StopSequences>, IWireWritable, IJsonConvertible<StopSequences>
{
    private readonly string[] _sequences;
    private readonly bool _isText;

    private StopSequences(string[] sequences, bool isText = false)
    {
        if (Array.IndexOf(sequences, null) >= 0) throw new ArgumentException("A stop sequence is null.", nameof(sequences));
        _sequences = sequences;
        _isText = isText;
    }

    /// <summary>How many sequences there are.</summary>
    public int Count => _sequences.Length;

    /// <summary>A sequence.</summary>
    /// <param name="index">Its position.</param>
    public string this[int index] => _sequences[index];

    /// <summary>Makes one sequence.</summary>
    /// <param name="sequence">The text.</param>
    public static implicit operator StopSequences(string sequence) => new([sequence], isText: true);

    /// <summary>Makes several sequences.</summary>
    /// <param name="sequences">The texts, copied.</param>
    public static implicit operator StopSequences(string[] sequences)
    {
        // a span of it would be an empty one
        ArgumentNullException.ThrowIfNull(sequences);
        return Create(sequences);
    }

    /// <summary>Makes several sequences.</summary>
    /// <param name="sequences">The texts, copied.</param>
    public static implicit operator StopSequences(List<string> sequences)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        return new StopSequences([.. sequences]);
    }

    /// <summary>Makes several sequences; collection expressions call it.</summary>
    /// <param name="sequences">The texts, copied.</param>
    /// <returns>The sequences.</returns>
    public static StopSequences Create(ReadOnlySpan<string> sequences) => new(sequences.ToArray());

    /// <summary>Enumerates the sequences.</summary>
    /// <returns>The enumerator.</returns>
    public IEnumerator<string> GetEnumerator() => ((IEnumerable<string>)_sequences).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Compares the JSON that both stand for.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(StopSequences? left, StopSequences? right) => WireEquality.AreEqual(left, right);

    /// <summary>Compares the JSON that both stand for.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(StopSequences? left, StopSequences? right) => !(left == right);

    /// <summary>Compares the JSON that both stand for.</summary>
    /// <param name="other">The other.</param>
    /// <returns>Whether it is the same.</returns>
    public bool Equals(StopSequences? other) => WireEquality.AreEqual(this, other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as StopSequences);

    /// <inheritdoc/>
    public override int GetHashCode() => WireEquality.HashOf(this);

    static bool IWireReadable<StopSequences>.ReadsArrays => true;

    static StopSequences IWireReadable<StopSequences>.Read(ref WireReader reader)
    {
        if (reader.TokenType == JsonTokenType.String) return reader.GetText();
        reader.Expect(JsonTokenType.StartArray, "text or an array of texts");
        var sequences = new List<string>();
        while (Wire.NextItem(ref reader)) sequences.Add(reader.GetText());
        return sequences;
    }

    static System.Text.Json.Serialization.JsonConverter<StopSequences> IJsonConvertible<StopSequences>.JsonConverter => WireJsonConverter<StopSequences>.Instance;

    void IWireWritable.Write(Utf8JsonWriter writer)
    {
        if (_isText) WireText.Write(writer, _sequences[0]);
        else Wire.WriteItems(writer, _sequences);
    }
}
