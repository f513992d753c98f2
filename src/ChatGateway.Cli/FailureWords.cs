namespace ChatGateway.Cli;

/// <summary>Says of a call that failed what its exception says, in the tool's words where they are the client's and unchanged where they are the gateway's.</summary>
internal static class FailureWords
{
    /// <summary>What happened, why, and what to do.</summary>
    public static string All(ChatGatewayException failure)
    {
        (string seen, string diagnosis) = Parts(failure);
        return WithRequestId($"{Told(failure, seen)} {LibraryWords.ToOptions(diagnosis)}".Trim(), failure);
    }

    /// <summary>What happened, without the diagnosis.</summary>
    public static string Seen(ChatGatewayException failure) => WithRequestId(Told(failure, Parts(failure).Seen), failure);

    // a message ends with its diagnosis; a gateway may have said the same words before that
    private static (string Seen, string Diagnosis) Parts(ChatGatewayException failure)
    {
        string diagnosis = $"{failure.Diagnosis.Explanation} {failure.Diagnosis.Advice}".Trim();
        return failure.Message.EndsWith(diagnosis, StringComparison.Ordinal)
            ? (failure.Message[..^diagnosis.Length].TrimEnd(), diagnosis)
            : (failure.Message, "");
    }

    private static string Told(ChatGatewayException failure, string seen) => QuotesTheGateway(failure) ? seen : LibraryWords.WithoutOptions(seen);

    private static bool QuotesTheGateway(ChatGatewayException failure) =>
        failure is GatewayResponseException or QuotaExhaustedException or GatewayStreamException { Reason: GatewayStreamFailure.ErrorEvent };

    // the gateway's support asks for it
    private static string WithRequestId(string said, ChatGatewayException failure) =>
        failure is GatewayResponseException { RequestId: { } id } ? $"{said} Request id: {id}." : said;
}
