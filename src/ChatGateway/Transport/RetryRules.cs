namespace ChatGateway;

/// <summary>Which failures may pass by themselves, and how long to wait.</summary>
internal static class RetryRules
{
    /// <summary>Whether the same request may succeed when it is sent again.</summary>
    public static bool MayPass(Exception exception) => exception switch
    {
        GatewayConnectionException e => e.MayPass,
        GatewayProtocolException e => e.MayPass,
        // only of an event stream in answer to a whole call: what fails while a stream is read comes by here no more
        GatewayStreamException e => e.MayPass,
        // a day's quota is a QuotaExhaustedException: no header overrides it
        GatewayResponseException { ShouldRetry: { } said } => said,
        // "request too large" comes as a 429, too: the same request stays too large
        GatewayResponseException { Diagnosis.Cause: DiagnosisCause.InputTooLong } e when (int)e.StatusCode < 500 => false,
        // the same text is withheld again, whatever the status says
        GatewayResponseException { Diagnosis.Cause: DiagnosisCause.ContentFiltered } => false,
        GatewayResponseException { Diagnosis.Cause: DiagnosisCause.BalanceTooLow } e => (int)e.StatusCode == 402 && e.RetryAfter is not null,
        GatewayResponseException e => (int)e.StatusCode is 408 or 409 or 429 or 498 or (>= 500 and not 501),
        _ => false,
    };

    /// <summary>Whether another endpoint may do better. Refusals of the key, the model or the rate hold for all of them.</summary>
    public static bool ConcernsTheEndpoint(Exception exception) => exception switch
    {
        GatewayConnectionException => true,
        GatewayProtocolException e => e.MayPass,
        GatewayStreamException e => e.Reason == GatewayStreamFailure.Truncated,
        GatewayResponseException e => (int)e.StatusCode >= 500 || (int)e.StatusCode == 408,
        _ => false,
    };

    /// <summary>Whether it speaks against the host, rather than against this request or its key: relays give a status of 5xx to both.</summary>
    public static bool SpeaksAgainstTheHost(Exception? exception) => exception switch
    {
        GatewayConnectionException => !SaysNothingOfTheHost(exception),
        GatewayResponseException
        {
            Diagnosis.Cause: DiagnosisCause.ModelMisspelt or DiagnosisCause.ModelNotAllowed or DiagnosisCause.InputTooLong
                or DiagnosisCause.ContentFiltered or DiagnosisCause.BalanceTooLow or DiagnosisCause.InvalidKey
        } => false,
        GatewayResponseException e => (int)e.StatusCode >= 500,
        _ => false,
    };

    /// <summary>Whether the host was not reached for another reason than its own: the caller left, there was no quota or no key, or a proxy refused.</summary>
    public static bool SaysNothingOfTheHost(Exception exception) => exception is not ChatGatewayException
        or QuotaExhaustedException { InnerException: null }
        or GatewayConnectionException { IsWithoutKey: true }
        or GatewayConnectionException { InnerException: HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } };

    /// <summary>How long the server asks to wait before another attempt.</summary>
    public static TimeSpan? ServerDelay(Exception exception) => (exception as GatewayResponseException)?.RetryAfter;
}
