namespace ChatGateway;

/// <summary>An event exceeds the reader's limit.</summary>
internal sealed class SseEventTooLargeException(int limit) : Exception($"An event exceeds {limit} bytes.")
{
    public int Limit { get; } = limit;
}
