using System.Globalization;
using ChatGateway.Benchmarks.Metrics;

namespace ChatGateway.Benchmarks.Compare;

/// <summary>The results as lines of Markdown.</summary>
internal static class ResultTable
{
    public const string Head =
        """
        | metric | OpenAI SDK | floor × OpenAI | ours × OpenAI | middle half | added | must | stretch |
        | --- | --- | --- | --- | --- | --- | --- | --- |
        """;

    public static string Line(ResultRow row) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {row.Quantity.Label} | {row.Reference:#,##0.#} {row.Quantity.Unit} | {row.Floor:0.00} | **{row.Ours:0.00}** | {row.Spread.Low:0.00}–{row.Spread.High:0.00} | {row.Added:0.00} | {Cell(row, row.Quantity.Must)} | {Cell(row, row.Quantity.Stretch)} |");

    private static string Cell(ResultRow row, Target target)
    {
        string ratio = string.Create(CultureInfo.InvariantCulture, $"{target.Ratio:0.00} {Verdict(row.Ours <= target.Ratio)}");
        return target.Added is { } added
            ? string.Create(CultureInfo.InvariantCulture, $"{ratio} ({added:0.00} {Verdict(row.Added <= added)})")
            : ratio;
    }

    private static string Verdict(bool isMet) => isMet ? "pass" : "FAIL";
}
