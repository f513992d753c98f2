using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatGateway.Cli;

/// <summary>Findings as JSON for programs, one a line.</summary>
internal static class FindingJson
{
    public static void Write(Finding finding, TextWriter output) => output.WriteLine(JsonSerializer.Serialize(new Line(finding), FindingJsonContext.Default.Line));

    /// <summary>A line. The names are part of the tool's interface.</summary>
    internal sealed record Line(string Check, string Status, string Seen, string? Cause, string? Meaning, string? Advice, int ExitCode)
    {
        public Line(Finding finding)
            : this(
                finding.Check, finding.Status.ToString().ToLowerInvariant(), finding.Seen, finding.Cause?.ToString(), finding.Meaning.Length > 0 ? finding.Meaning : null,
                finding.Advice.Length > 0 ? finding.Advice : null, (int)finding.ExitCode)
        {
        }
    }
}

/// <summary>Writes the lines without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FindingJson.Line))]
internal sealed partial class FindingJsonContext : JsonSerializerContext;
