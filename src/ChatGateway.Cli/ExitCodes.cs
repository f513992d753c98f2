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
        GatewayResponseException response => Of(response),
        GatewayConnectionException => ExitCode.Network,
        GatewayProtocolException => ExitCode.GatewayError,
        GatewayStreamException => ExitCode.StreamCut,
        _ => ExitCode.Failure,
    };

    // by cause before status: gateways answer 403 for mistakes of every kind
    private static ExitCode Of(GatewayResponseException response) => response.Diagnosis.Cause switch
    {
        DiagnosisCause.InvalidKey or DiagnosisCause.WrongHost => ExitCode.Authentication,
        DiagnosisCause.ModelNotAllowed or DiagnosisCause.ModelMisspelt or DiagnosisCause.LegacyRoute => ExitCode.ModelNotAllowed,
        DiagnosisCause.DailyQuota or DiagnosisCause.RateLimited or DiagnosisCause.BalanceTooLow => ExitCode.QuotaOrRateLimit,
        _ when response.IsAuthenticationFailure => ExitCode.Authentication,
        _ when response.IsRateLimited => ExitCode.QuotaOrRateLimit,
        _ => ExitCode.GatewayError,
    };
}
