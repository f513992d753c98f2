using System.ComponentModel.DataAnnotations;

namespace ChatGateway;

/// <summary>
/// How much of an answer is read and kept. An answer or an event that exceeds its limit is an error that names the limit. Cut, and no
/// error by that, are only what describes a failure: the body of an error (<see cref="MaxErrorBytes"/>) and what is kept of a stream that
/// broke (<see cref="MaxPartialBytes"/>, where <see cref="GatewayStreamException.IsPartialCut"/> says so).
/// </summary>
public sealed class GatewayLimits
{
    internal const long DefaultMaxBodyBytes = 64 * 1024 * 1024;
    internal const int DefaultMaxEventBytes = 4 * 1024 * 1024;
    internal const int DefaultMaxErrorBytes = 64 * 1024;
    internal const int DefaultMaxPartialBytes = 4 * 1024 * 1024;

    /// <summary>The largest JSON body, after decompression.</summary>
    /// <value>Bytes, 1,024 to 2,147,483,591. Default 67,108,864 (64 MiB).</value>
    [Range(1024L, 2_147_483_591L)]
    public long MaxBodyBytes { get; set; } = DefaultMaxBodyBytes;

    /// <summary>The largest event of a stream.</summary>
    /// <value>Bytes, 1,024 to 1,073,741,824. Default 4,194,304 (4 MiB).</value>
    [Range(1024, 1 << 30)]
    public int MaxEventBytes { get; set; } = DefaultMaxEventBytes;

    /// <summary>How much of an error body is read; the rest is left unread.</summary>
    /// <value>Bytes, 1,024 to 1,073,741,824. Default 65,536 (64 KiB).</value>
    [Range(1024, 1 << 30)]
    public int MaxErrorBytes { get; set; } = DefaultMaxErrorBytes;

    /// <summary>
    /// How much of a stream is kept for <see cref="GatewayStreamException.Partial"/>: the chunks of its first events. The rest is
    /// given to the reader of the stream and not kept.
    /// </summary>
    /// <value>Bytes of event data, 0 (nothing is kept) to 1,073,741,824. Default 4,194,304 (4 MiB, some 17,000 chunks of a usual size).</value>
    [Range(0, 1 << 30)]
    public int MaxPartialBytes { get; set; } = DefaultMaxPartialBytes;

    /// <summary>A copy that later changes do not reach.</summary>
    internal GatewayLimits Copy() => (GatewayLimits)MemberwiseClone();
}
