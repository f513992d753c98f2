using System.Runtime.InteropServices;

namespace ChatGateway.Sandbox;

/// <summary>Vectors of length 1 that depend on nothing but the input.</summary>
internal static class EmbeddingVector
{
    public static float[] Of(string seed, int dimensions)
    {
        ulong state = StableHash.Number(seed);
        var vector = new float[dimensions];
        double squares = 0;
        for (int i = 0; i < dimensions; i++)
        {
            vector[i] = (float)Next(ref state);
            squares += (double)vector[i] * vector[i];
        }

        float scale = (float)(1 / Math.Sqrt(squares));
        for (int i = 0; i < dimensions; i++)
            vector[i] *= scale;
        return vector;
    }

    /// <summary>The wire demands little-endian, which is what memory holds on every platform that .NET runs on today.</summary>
    public static string Base64(float[] vector) => Convert.ToBase64String(MemoryMarshal.AsBytes<float>(vector));

    /// <summary>SplitMix64, mapped to -1…1. Not System.Random: its sequence may change between versions.</summary>
    private static double Next(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        ulong z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        z ^= z >> 31;
        return ((z >> 11) * (2.0 / (1UL << 53))) - 1;
    }
}
