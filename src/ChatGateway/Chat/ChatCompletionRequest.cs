namespace ChatGateway;

public partial record ChatCompletionRequest
{
    /// <summary>Makes a request with lists of its own, to be sent later than it was checked: the caller's may change meanwhile.</summary>
    internal ChatCompletionRequest Copy() => this with
    {
        Messages = [.. Messages],
        Tools = Tools is null ? null : [.. Tools],
        Modalities = Modalities is null ? null : [.. Modalities],
        LogitBias = LogitBias is null ? null : new(LogitBias),
        Metadata = Metadata is null ? null : new(Metadata),
    };
}
