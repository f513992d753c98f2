namespace ChatGateway.Tests.Fuzzing;

/// <summary>How a call ended, in members that can be compared.</summary>
/// <param name="Chunks">The chunks that came; empty of calls that do not stream.</param>
/// <param name="Answer">The answer; of a stream, its chunks put together, also when it failed.</param>
/// <param name="Failure">What was thrown; null when the call succeeded.</param>
internal sealed record Outcome(IReadOnlyList<ChatCompletionChunk> Chunks, object? Answer, Exception? Failure)
{
    /// <summary>The kind of the ending: the exception's type and what it is told apart by.</summary>
    public string Ending => Failure switch
    {
        null => "answered",
        GatewayStreamException stream => $"{nameof(GatewayStreamException)} {stream.Reason}",
        GatewayResponseException response => $"{nameof(GatewayResponseException)} {(int)response.StatusCode}",
        _ => Failure.GetType().Name,
    };
}
