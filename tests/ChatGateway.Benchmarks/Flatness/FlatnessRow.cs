using System.Globalization;

namespace ChatGateway.Benchmarks.Flatness;

/// <summary>What a stream of one length takes.</summary>
/// <param name="Chunks">Its length.</param>
/// <param name="CpuRatio">Processor time a chunk, in parts of that at <see cref="FlatnessRun.Usual"/> chunks.</param>
/// <param name="FurtherCpuRatio">The same for a chunk beyond those of the shorter stream before it; null for the shortest.</param>
/// <param name="Bytes">Allocated bytes a chunk.</param>
/// <param name="Held">Bytes that are held when the last text has come, beyond those before the call.</param>
internal sealed record FlatnessRow(int Chunks, double CpuRatio, double? FurtherCpuRatio, double Bytes, double Held)
{
    public const string Head =
        """
        | chunks | CPU a chunk × that at 1,000 | each further chunk | bytes a chunk | KiB held at the end |
        | --- | --- | --- | --- | --- |
        """;

    public string ToMarkdown() => string.Create(
        CultureInfo.InvariantCulture,
        $"| {Chunks:#,##0} | {CpuRatio:0.00} | {FurtherCpuRatio:0.00} | {Bytes:#,##0} | {Held / 1024.0:#,##0.0} |");
}
