namespace ChatGateway;

/// <summary>Why a call probably failed, and what to do.</summary>
/// <param name="Cause">The probable cause.</param>
/// <param name="Explanation">The cause in words.</param>
/// <param name="Advice">What to do.</param>
public sealed record Diagnosis(DiagnosisCause Cause, string Explanation, string Advice);
