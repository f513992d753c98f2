namespace ChatGateway;

/// <summary>No answer came: the host could not be found or reached, the connection broke, TLS failed, or time ran out.</summary>
public sealed class GatewayConnectionException : ChatGatewayException
{
    internal GatewayConnectionException(string what, CallDescription call, Diagnosis diagnosis, Exception? inner, bool mayPass)
        : base($"{call.Subject} got no answer: {what}", call, diagnosis, inner) => MayPass = mayPass;

    /// <summary>Whether another attempt may do better.</summary>
    internal bool MayPass { get; }

    /// <summary>Whether the caller's own source gave no key, so that no host was asked.</summary>
    internal bool IsWithoutKey { get; init; }
}
