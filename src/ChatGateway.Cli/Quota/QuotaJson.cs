using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatGateway.Cli;

/// <summary>Quotas as JSON for programs, one group a line.</summary>
internal static class QuotaJson
{
    public static void Write(IReadOnlyList<QuotaUsage> usage, TextWriter output)
    {
        foreach (QuotaUsage group in usage) output.WriteLine(JsonSerializer.Serialize(new Line(group), QuotaJsonContext.Default.Line));
    }

    /// <summary>A line. The names are part of the tool's interface.</summary>
    internal sealed record Line(
        string Group, IReadOnlyList<string> Models, int Used, int? Limit, int? Remaining, DateTimeOffset ResetsAt, DateTimeOffset? LockedUntil)
    {
        public Line(QuotaUsage usage)
            : this(usage.Group, [.. usage.Models.Select(model => model.Value)], usage.Used, usage.Limit, usage.Remaining, usage.ResetsAt, usage.LockedUntil)
        {
        }
    }
}

/// <summary>Writes the lines without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(QuotaJson.Line))]
internal sealed partial class QuotaJsonContext : JsonSerializerContext;
