using System.Globalization;
using System.Text.RegularExpressions;

namespace ChatGateway.Benchmarks.Analyzer;

/// <summary>What the compiler reports of a build's analyzers.</summary>
/// <param name="TotalSeconds">Of all analyzers, in seconds of all threads.</param>
/// <param name="OursSeconds">Of the library's.</param>
internal sealed partial record AnalyzerTime(double TotalSeconds, double OursSeconds)
{
    public double Share => OursSeconds / TotalSeconds;

    /// <summary>Reads the report in a build's output.</summary>
    /// <exception cref="InvalidOperationException">There is none, or the analyzer did not run.</exception>
    public static AnalyzerTime Parse(string output)
    {
        Match total = Total().Match(output), ours = Ours().Match(output);
        if (!total.Success || !ours.Success) throw new InvalidOperationException($"The build reported no time of the analyzer:\n{output[^Math.Min(output.Length, 2000)..]}");
        return new AnalyzerTime(Seconds(total), Seconds(ours));
    }

    private static double Seconds(Match match) => double.Parse(match.Groups["seconds"].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"Total analyzer execution time: (?<seconds>[\d.]+) seconds")]
    private static partial Regex Total();

    [GeneratedRegex(@"(?<seconds>\d+\.\d+) +<?\d+ +ChatGateway\.Analyzers, ")]
    private static partial Regex Ours();
}
