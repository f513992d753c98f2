using System.Text.RegularExpressions;
using Xunit;

namespace ChatGateway.Tests.Build;

/// <summary>How a program ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Standard output, then standard error.</param>
internal sealed partial record CommandResult(int ExitCode, string Output)
{
    private const string RunMark = "NSwag: ";

    /// <summary>How often the build ran NSwag.</summary>
    public int NSwagRuns => Output.Split('\n').Count(line => line.TrimStart().StartsWith(RunMark, StringComparison.Ordinal));

    /// <summary>The errors, each once: a build repeats them in its summary.</summary>
    public IReadOnlyList<string> Errors =>
        [.. Output.Split('\n').Where(line => ErrorLine().IsMatch(line)).Select(line => line.Trim()).Distinct()];

    /// <summary>The warnings, each once.</summary>
    public IReadOnlyList<string> Warnings =>
        [.. Output.Split('\n').Where(line => WarningLine().IsMatch(line)).Select(line => line.Trim()).Distinct()];

    /// <summary>Returns this result if the program succeeded.</summary>
    public CommandResult MustSucceed()
    {
        Assert.True(ExitCode == 0, $"Exit code {ExitCode}:\n{Output}");
        return this;
    }

    [GeneratedRegex(@"\berror( [A-Z]+\d*)? ?:")]
    private static partial Regex ErrorLine();

    [GeneratedRegex(@"\bwarning( [A-Z]+\d*)? ?:")]
    private static partial Regex WarningLine();
}
