using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace ChatGateway.Benchmarks.Answers;

/// <summary>Sixteen vectors of 1536 numbers, in both encodings.</summary>
internal sealed class EmbeddingsAnswer
{
    private const int Seed = 7;

    private readonly float[][] _vectors;

    public EmbeddingsAnswer()
    {
        // the same numbers in the server's process as in the client's
        var random = new Random(Seed);
        _vectors = [.. Enumerable.Range(0, Count).Select(_ => Enumerable.Range(0, Dimensions).Select(_ => (float)((random.NextDouble() - 0.4) / 20)).ToArray())];
        Sum = _vectors.Sum(vector => (double)VectorSum.Of(vector));
        Base64Bytes = Body(isBase64: true).Length;
    }

    public static int Count => 16;

    public static int Dimensions => 1536;

    public static int TotalTokens => 128;

    public double Sum { get; }

    /// <summary>The length of the body in base64, which all peers ask for.</summary>
    public int Base64Bytes { get; }

    public static string[] Inputs { get; } = [.. Enumerable.Range(0, Count).Select(index => TokenTexts.Join(8 + index))];

    public byte[] Body(bool isBase64)
    {
        IEnumerable<string> items = _vectors.Select((vector, index) =>
            $$"""{"object":"embedding","index":{{index}},"embedding":{{(isBase64 ? Base64(vector) : Numbers(vector))}}}""");
        return Encoding.UTF8.GetBytes(
            $$$"""{"object":"list","data":[{{{string.Join(',', items)}}}],"model":"text-embedding-3-small","usage":{"prompt_tokens":{{{TotalTokens}}},"total_tokens":{{{TotalTokens}}}}}""");
    }

    private static string Base64(float[] vector) => $"\"{Convert.ToBase64String(MemoryMarshal.AsBytes(vector.AsSpan()))}\"";

    private static string Numbers(float[] vector) => $"[{string.Join(',', vector.Select(value => value.ToString("R", CultureInfo.InvariantCulture)))}]";
}
