namespace ChatGateway;

/// <summary>A row of the diagnosis table: when it applies, and what it says.</summary>
/// <param name="Id">Its name in the documents and tests; never changes.</param>
/// <param name="Cause">The cause.</param>
/// <param name="Fits">When it applies, if no row above does.</param>
/// <param name="Explanation">What probably happened.</param>
/// <param name="Advice">What to do.</param>
internal sealed record DiagnosisRow(
    string Id, DiagnosisCause Cause, Func<DiagnosisFacts, bool> Fits, LocalizedText Explanation, LocalizedText Advice)
{
    public Diagnosis Make(DiagnosisFacts facts) => new(Cause, facts.Fill(Explanation.Current), facts.Fill(Advice.Current));
}
