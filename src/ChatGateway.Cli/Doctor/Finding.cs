namespace ChatGateway.Cli;

/// <summary>What a check has found.</summary>
/// <param name="Check">The check's name.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Seen">What was seen.</param>
/// <param name="Meaning">What that means; empty when it needs no words.</param>
/// <param name="Advice">What to do; empty when there is nothing to do.</param>
/// <param name="ExitCode">What the tool returns for it.</param>
internal sealed record Finding(string Check, FindingStatus Status, string Seen, string Meaning = "", string Advice = "", ExitCode ExitCode = ExitCode.Ok)
{
    /// <summary>The cause of an error, for programs.</summary>
    /// <value>Null where there is no error of a gateway's or the client's.</value>
    public DiagnosisCause? Cause { get; init; }

    public static Finding Ok(string check, string seen, string meaning = "") => new(check, FindingStatus.Ok, seen, meaning);

    public static Finding Note(string check, string seen, string meaning = "", string advice = "") => new(check, FindingStatus.Note, seen, meaning, advice);

    public static Finding Skipped(string check, string why) => new(check, FindingStatus.Skipped, why);

    public static Finding Failed(string check, string seen, string meaning, string advice, ExitCode exitCode) =>
        new(check, FindingStatus.Failed, seen, meaning, advice, exitCode);

    /// <summary>What a call threw. Its diagnosis has lines of its own.</summary>
    public static Finding Of(string check, Exception failure) => failure switch
    {
        ChatGatewayException e => Failed(check, FailureWords.Seen(e), "", "", ExitCodes.Of(e)).Because(e.Diagnosis),
        _ => Failed(check, failure.Message, "", "", ExitCodes.Of(failure)),
    };

    /// <summary>The finding with the cause and the words of a diagnosis, as users of the tool read them.</summary>
    public Finding Because(Diagnosis diagnosis) =>
        this with { Cause = diagnosis.Cause, Meaning = LibraryWords.ToOptions(diagnosis.Explanation), Advice = LibraryWords.ToOptions(diagnosis.Advice) };
}
