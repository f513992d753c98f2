namespace ChatGateway;

/// <summary>The model is not in the allowlist, or is an embedding model where chat is asked for (or the reverse). Nothing was sent; <see cref="ChatGatewayException.Endpoint"/> is the one that would have been called.</summary>
public sealed class ModelNotAllowedException : ChatGatewayException
{
    internal ModelNotAllowedException(CallDescription call, Diagnosis diagnosis, ModelId? suggestion, bool isOtherKind)
        : base($"Model '{call.Model}' is {(isOtherKind ? "not of the kind that this call needs" : "not in the allowlist")}; nothing was sent to {call.Target}.", call, diagnosis) =>
        Suggestion = suggestion;

    /// <summary>The nearest model that is allowed.</summary>
    /// <value>Null when none resembles it.</value>
    public ModelId? Suggestion { get; }
}
