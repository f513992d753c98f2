using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Newtonsoft.Json;

namespace ChatGateway;

/// <summary>A vector, whichever way it travelled: as JSON numbers or as base64 of little-endian binary32. Immutable.</summary>
[JsonConverter(typeof(UnionJsonConverter<EmbeddingVector>))]
[System.Text.Json.Serialization.JsonConverter(typeof(ApiJsonConverter<EmbeddingVector>))]
public sealed class EmbeddingVector : IEquatable<EmbeddingVector>, IWireReadable<EmbeddingVector>, IWireWritable, IJsonConvertible<EmbeddingVector>
{
    private readonly float[] _values;
    private readonly bool _isBase64;

    private EmbeddingVector(float[] values, bool isBase64)
    {
        _values = values;
        _isBase64 = isBase64;
    }

    /// <summary>The vector without numbers.</summary>
    public static EmbeddingVector Empty { get; } = new([], isBase64: false);

    /// <summary>The numbers.</summary>
    public ReadOnlyMemory<float> Values => _values;

    /// <summary>How many numbers there are.</summary>
    public int Length => _values.Length;

    /// <summary>Gives the numbers, without a copy.</summary>
    /// <param name="vector">The vector.</param>
    public static implicit operator ReadOnlyMemory<float>(EmbeddingVector vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        return vector._values;
    }

    /// <summary>Makes a vector that is written as JSON numbers.</summary>
    /// <param name="values">The numbers, copied.</param>
    /// <returns>The vector.</returns>
    public static EmbeddingVector FromValues(ReadOnlySpan<float> values) => new(values.ToArray(), isBase64: false);

    /// <summary>Compares the JSON that both stand for.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(EmbeddingVector? left, EmbeddingVector? right) => WireEquality.AreEqual(left, right);

    /// <summary>Compares the JSON that both stand for.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(EmbeddingVector? left, EmbeddingVector? right) => !(left == right);

    /// <summary>Compares the JSON that both stand for.</summary>
    /// <param name="other">The other.</param>
    /// <returns>Whether it is the same.</returns>
    public bool Equals(EmbeddingVector? other) => WireEquality.AreEqual(this, other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as EmbeddingVector);

    /// <inheritdoc/>
    public override int GetHashCode() => WireEquality.HashOf(this);

    static bool IWireReadable<EmbeddingVector>.ReadsArrays => true;

    static EmbeddingVector IWireReadable<EmbeddingVector>.Read(ref WireReader reader)
    {
        if (reader.TokenType == JsonTokenType.String) return new EmbeddingVector(ReadBase64(ref reader), isBase64: true);
        reader.Expect(JsonTokenType.StartArray, "an array of numbers or base64");
        return new EmbeddingVector(ReadNumbers(ref reader), isBase64: false);
    }

    static System.Text.Json.Serialization.JsonConverter<EmbeddingVector> IJsonConvertible<EmbeddingVector>.JsonConverter => WireJsonConverter<EmbeddingVector>.Instance;

    void IWireWritable.Write(Utf8JsonWriter writer)
    {
        if (_isBase64)
        {
            writer.WriteBase64StringValue(ToLittleEndian(_values));
            return;
        }
        writer.WriteStartArray();
        foreach (float value in _values) writer.WriteNumberValue(value);
        writer.WriteEndArray();
    }

    private static float[] ReadNumbers(ref WireReader reader)
    {
        float[] buffer = ArrayPool<float>.Shared.Rent(1536);
        int count = 0;
        try
        {
            while (Wire.NextItem(ref reader))
            {
                if (reader.TokenType != JsonTokenType.Number) throw reader.Unexpected("a number");
                if (!reader.TryGetSingle(out float value)) throw new WireFormatException("A number is too large.");
                if (count == buffer.Length)
                {
                    float[] larger = ArrayPool<float>.Shared.Rent(count * 2);
                    buffer.CopyTo(larger, 0);
                    ArrayPool<float>.Shared.Return(buffer);
                    buffer = larger;
                }
                buffer[count++] = value;
            }
            return buffer.AsSpan(0, count).ToArray();
        }
        finally
        {
            ArrayPool<float>.Shared.Return(buffer);
        }
    }

    private static float[] ReadBase64(ref WireReader reader)
    {
        // escaped base64 ("\/", line ends) is legal JSON, and rare
        ReadOnlySpan<byte> text = reader.IsEscaped
            ? System.Text.Encoding.ASCII.GetBytes([.. reader.GetText().Where(c => !char.IsWhiteSpace(c))])
            : reader.ValueSpan;
        int padding = text is [.., (byte)'=', (byte)'='] ? 2 : text is [.., (byte)'='] ? 1 : 0;
        int length = (text.Length / 4 * 3) - padding;
        if (text.Length % 4 != 0) throw new WireFormatException("A vector is not base64.");
        if (length % sizeof(float) != 0) throw new WireFormatException("A vector's length is not a whole number of binary32.");
        float[] values = GC.AllocateUninitializedArray<float>(length / sizeof(float));
        OperationStatus status = Base64.DecodeFromUtf8(text, MemoryMarshal.AsBytes(values.AsSpan()), out int used, out int written);
        if (status != OperationStatus.Done || used != text.Length || written != length) throw new WireFormatException("A vector is not base64.");
        SwapOnBigEndian(values);
        // JSON has no word for them; here a server's overflow would come unseen
        if (!AreFinite(values)) throw new WireFormatException("A vector holds what is no number.");
        return values;
    }

    // infinity and NaN less themselves are NaN, which no sum gets rid of
    private static bool AreFinite(ReadOnlySpan<float> values)
    {
        Vector<float> sum = Vector<float>.Zero;
        while (values.Length >= Vector<float>.Count)
        {
            var some = new Vector<float>(values);
            sum += some - some;
            values = values[Vector<float>.Count..];
        }
        if (sum != Vector<float>.Zero) return false;
        foreach (float value in values)
        {
            if (!float.IsFinite(value)) return false;
        }
        return true;
    }

    private static ReadOnlySpan<byte> ToLittleEndian(float[] values)
    {
        if (BitConverter.IsLittleEndian) return MemoryMarshal.AsBytes<float>(values);
        var copy = (float[])values.Clone();
        SwapOnBigEndian(copy);
        return MemoryMarshal.AsBytes<float>(copy);
    }

    private static void SwapOnBigEndian(float[] values)
    {
        if (BitConverter.IsLittleEndian) return;
        Span<int> words = MemoryMarshal.Cast<float, int>(values.AsSpan());
        BinaryPrimitives.ReverseEndianness(words, words);
    }
}
