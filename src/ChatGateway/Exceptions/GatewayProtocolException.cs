namespace ChatGateway;

/// <summary>The gateway answered with something that the API does not promise: a web page, malformed JSON, impossible values.</summary>
public sealed class GatewayProtocolException : ChatGatewayException
{
    internal GatewayProtocolException(string what, CallDescription call, Diagnosis diagnosis, string? excerpt)
        : base($"{call.Subject} got an answer that is not the API's. {what}", call, diagnosis) => ResponseExcerpt = excerpt;

    /// <summary>The beginning of what came, without keys; at most 1,000 characters. It may hold text of the answer: mind your logs.</summary>
    /// <value>Null when nothing came.</value>
    public string? ResponseExcerpt { get; }

    /// <summary>Whether another attempt may do better.</summary>
    internal bool MayPass { get; init; }
}
