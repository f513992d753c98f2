namespace ChatGateway;

/// <summary>A row of the diagnosis table: when it applies, and what it says.</summary>
internal sealed record DiagnosisRow(DiagnosisCause Cause, Func<DiagnosisFacts, bool> Fits, Func<DiagnosisFacts, string> Explain, string Advice)
{
    public Diagnosis Make(DiagnosisFacts facts) => new(Cause, Explain(facts), Advice);
}
