namespace ChatGateway.Cli;

/// <summary>Which exit code an exception means.</summary>
internal static class ExitCodes
{
    public static ExitCode Of(Exception exception) => exception switch
    {
        // the reader of the pipe has what it wanted
        OutputClosedException => ExitCode.Ok,
        OperationCanceledException => ExitCode.Cancelled,
        UsageException or ArgumentException => ExitCode.Usage,
        ModelNotAllowedException => ExitCode.ModelNotAllowed,
        QuotaExhaustedException => ExitCode.QuotaOrRateLimit,
        GatewayResponseException response => Of(response.Diagnosis)
            ?? (response.IsAuthenticationFailure ? ExitCode.Authentication : response.IsRateLimited ? ExitCode.QuotaOrRateLimit : ExitCode.GatewayError),
        GatewayConnectionException => ExitCode.Network,
        GatewayProtocolException => ExitCode.GatewayError,
        // the same error, though the gateway had already begun
        GatewayStreamException { Reason: GatewayStreamFailure.ErrorEvent } stream =>
            Of(stream.Diagnosis) ?? (stream.IsRateLimited ? ExitCode.QuotaOrRateLimit : ExitCode.StreamCut),
        GatewayStreamException => ExitCode.StreamCut,
        _ => ExitCode.Failure,
    };

    // by cause before status: gateways answer 403 for mistakes of every kind
    private static ExitCode? Of(Diagnosis diagnosis) => diagnosis.Cause switch
    {
        DiagnosisCause.InvalidKey or DiagnosisCause.WrongHost => ExitCode.Authentication,
        DiagnosisCause.ModelNotAllowed or DiagnosisCause.ModelMisspelt or DiagnosisCause.LegacyRoute => ExitCode.ModelNotAllowed,
        DiagnosisCause.DailyQuota or DiagnosisCause.RateLimited or DiagnosisCause.BalanceTooLow => ExitCode.QuotaOrRateLimit,
        _ => null,
    };
}
