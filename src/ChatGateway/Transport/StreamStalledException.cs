namespace ChatGateway;

/// <summary>A stream was silent for too long.</summary>
/// <param name="option">The option that set the limit.</param>
/// <param name="limit">The limit.</param>
/// <param name="hasBytes">Whether any byte had come: then the server was at work, and asking again queues anew.</param>
internal sealed class StreamStalledException(string option, TimeSpan limit, bool hasBytes)
    : Exception($"Nothing came for {limit.TotalSeconds:0.###} s ({nameof(ResilienceOptions)}.{option}).")
{
    public bool HasBytes { get; } = hasBytes;
}
