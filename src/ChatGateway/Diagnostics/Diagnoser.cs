namespace ChatGateway;

/// <summary>Finds the first row of <see cref="DiagnosisTable"/> that fits a failure.</summary>
internal static class Diagnoser
{
    /// <param name="call">What was sent where.</param>
    /// <param name="answer">What came.</param>
    /// <param name="isHtml">Whether it was a page.</param>
    /// <param name="dailyQuotaTexts">The client's words for a day's limit; null for the catalogue's.</param>
    /// <param name="isWithoutKey">Whether the call is known to have sent no key.</param>
    public static Diagnosis Diagnose(CallDescription call, ErrorAnswer answer, bool isHtml, IReadOnlyList<string>? dailyQuotaTexts = null, bool isWithoutKey = false) =>
        Diagnose(FactsOf(call, answer, isHtml) with { DailyQuotaTexts = dailyQuotaTexts, IsWithoutKey = isWithoutKey });

    public static DiagnosisFacts FactsOf(CallDescription call, ErrorAnswer answer, bool isHtml) => new(FailureKind.Answer, call)
    {
        Status = (int)answer.StatusCode,
        Code = answer.Code ?? "",
        Type = answer.Type ?? "",
        Message = answer.Message ?? "",
        IsHtml = isHtml,
        Nearest = call.Model is { } model ? ChatAnywhere.NearestFree(model) : null,
    };

    public static Diagnosis Diagnose(DiagnosisFacts facts) => RowOf(facts).Make(facts);

    /// <summary>The row that applies; the last one always does.</summary>
    public static DiagnosisRow RowOf(DiagnosisFacts facts) => Array.Find(DiagnosisTable.Rows, row => row.Fits(facts))!;
}
