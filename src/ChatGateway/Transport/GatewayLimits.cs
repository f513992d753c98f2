namespace ChatGateway;

/// <summary>How much of an answer is read. What exceeds a limit is an error that names it, never a silent cut.</summary>
public sealed class GatewayLimits
{
    internal const long DefaultMaxBodyBytes = 64 * 1024 * 1024;
    internal const int DefaultMaxEventBytes = 4 * 1024 * 1024;
    internal const int DefaultMaxErrorBytes = 64 * 1024;

    /// <summary>The largest JSON body, after decompression.</summary>
    /// <value>Bytes, 1,024 to 2,147,483,591. Default 67,108,864 (64 MiB).</value>
    public long MaxBodyBytes { get; set; } = DefaultMaxBodyBytes;

    /// <summary>The largest event of a stream.</summary>
    /// <value>Bytes, 1,024 to 1,073,741,824. Default 4,194,304 (4 MiB).</value>
    public int MaxEventBytes { get; set; } = DefaultMaxEventBytes;

    /// <summary>How much of an error body is read; the rest is left unread.</summary>
    /// <value>Bytes, 1,024 to 1,073,741,824. Default 65,536 (64 KiB).</value>
    public int MaxErrorBytes { get; set; } = DefaultMaxErrorBytes;

    internal GatewayLimits Validated()
    {
        Check(MaxBodyBytes, Array.MaxLength, nameof(MaxBodyBytes));
        Check(MaxEventBytes, 1 << 30, nameof(MaxEventBytes));
        Check(MaxErrorBytes, 1 << 30, nameof(MaxErrorBytes));
        return (GatewayLimits)MemberwiseClone();
    }

    private static void Check(long value, long maximum, string name)
    {
        if (value < 1024 || value > maximum) throw new ArgumentOutOfRangeException(name, value, $"{name} must be from 1024 to {maximum}.");
    }
}
