namespace ChatGateway;

/// <summary>
/// Why a call probably failed, and what to do: in Chinese where <see cref="System.Globalization.CultureInfo.CurrentUICulture"/>
/// was Chinese when the exception was made, else in English. All texts stand in docs/errors.md.
/// </summary>
/// <param name="Cause">The probable cause.</param>
/// <param name="Explanation">The cause in words.</param>
/// <param name="Advice">What to do.</param>
public sealed record Diagnosis(DiagnosisCause Cause, string Explanation, string Advice);
