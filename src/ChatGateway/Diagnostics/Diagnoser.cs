namespace ChatGateway;

/// <summary>Finds the first row of <see cref="DiagnosisTable"/> that fits an error answer.</summary>
internal static class Diagnoser
{
    public static Diagnosis Diagnose(CallDescription call, ErrorAnswer answer, bool isHtml)
    {
        var facts = new DiagnosisFacts(call, (int)answer.StatusCode, answer.Code ?? "", answer.Type ?? "", answer.Message ?? "", isHtml);
        foreach (DiagnosisRow row in DiagnosisTable.Rows)
        {
            if (row.Fits(facts)) return row.Make(facts);
        }
        return DiagnosisTable.Unknown;
    }
}
