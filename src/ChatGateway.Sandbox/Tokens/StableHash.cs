using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ChatGateway.Sandbox;

/// <summary>The source of everything that looks random: the same text gives the same value in every process.</summary>
internal static class StableHash
{
    public static string Id(string prefix, string text)
        => prefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 12));

    public static ulong Number(string text)
        => BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>A number from 0 up to, but not including, 1.</summary>
    public static double Fraction(string text) => (Number(text) >> 11) * (1.0 / (1UL << 53));
}
