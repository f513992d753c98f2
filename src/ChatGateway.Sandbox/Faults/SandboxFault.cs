namespace ChatGateway.Sandbox;

/// <summary>
/// Something that goes wrong with one request. Put faults into <see cref="SandboxGateway.Faults"/>; each request takes one.
/// </summary>
public abstract class SandboxFault
{
    private protected SandboxFault()
    {
    }

    /// <summary>No fault: the request in this place of the queue is answered properly.</summary>
    public static SandboxFault None { get; } = new NoFault();

    /// <summary>Answers with this status instead of what was asked for.</summary>
    /// <param name="status">The HTTP status, 200 to 599.</param>
    /// <param name="body">The body; null sends an error envelope in ChatAnywhere's form.</param>
    /// <param name="headers">
    /// Response headers such as <c>Retry-After</c>; <c>Content-Type</c> is <c>application/json</c> unless named here.
    /// </param>
    /// <returns>The fault.</returns>
    public static SandboxFault Status(int status, string? body = null, IReadOnlyDictionary<string, string>? headers = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 200);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 599);
        return new StatusFault(status, body, headers);
    }

    /// <summary>Answers properly, but the headers come late.</summary>
    /// <param name="delay">How long; <see cref="Timeout.InfiniteTimeSpan"/> means never.</param>
    /// <returns>The fault.</returns>
    public static SandboxFault Delay(TimeSpan delay) => new DelayFault(Checked(delay, orInfinite: true));

    /// <summary>Resets the connection without an answer.</summary>
    /// <returns>The fault.</returns>
    public static SandboxFault Drop() => new DropFault();

    /// <summary>Closes the connection after so many bytes of the body, or after a shorter body, without the answer's proper end.</summary>
    /// <param name="bytes">Bytes of the body; 0 sends the headers only.</param>
    /// <returns>The fault.</returns>
    public static SandboxFault CutAfter(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        return new CutFault(bytes);
    }

    /// <summary>Sends so many bytes of the body and then nothing more, with the connection open until the client hangs up.</summary>
    /// <param name="bytes">Bytes of the body; 0 sends the headers only.</param>
    /// <returns>The fault.</returns>
    public static SandboxFault StallAfter(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        return new StallFault(bytes);
    }

    /// <summary>Answers with JSON that lacks its closing brace; in a stream this is the second event, and the others are sound.</summary>
    /// <returns>The fault.</returns>
    public static SandboxFault Malformed() => new MalformedFault();

    /// <summary>Answers properly, but in a trickle: an event of a stream, or 64 bytes of another body, at a time.</summary>
    /// <param name="delay">How long before each piece.</param>
    /// <returns>The fault.</returns>
    public static SandboxFault Slow(TimeSpan delay) => new SlowFault(Checked(delay, orInfinite: false));

    /// <summary>Lets the request have its answer, or not.</summary>
    internal abstract Task ApplyAsync(GatewayCall call, Func<Task> answer);

    private static TimeSpan Checked(TimeSpan delay, bool orInfinite)
    {
        if (!orInfinite || delay != Timeout.InfiniteTimeSpan)
            ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return delay;
    }
}
