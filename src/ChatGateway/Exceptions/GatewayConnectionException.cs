namespace ChatGateway;

/// <summary>No answer came: the host could not be found or reached, the connection broke, TLS failed, or time ran out.</summary>
public sealed class GatewayConnectionException : ChatGatewayException
{
    internal GatewayConnectionException(string what, CallDescription call, Diagnosis diagnosis, Exception? inner)
        : base($"{call.Subject} got no answer: {what}", call, diagnosis, inner)
    {
    }
}
