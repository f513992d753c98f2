namespace ChatGateway;

/// <summary>Finds the first row of <see cref="DiagnosisTable"/> that fits a failure.</summary>
internal static class Diagnoser
{
    public static Diagnosis Diagnose(CallDescription call, ErrorAnswer answer, bool isHtml) => Diagnose(FactsOf(call, answer, isHtml));

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
