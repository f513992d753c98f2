using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatGateway.Cli;

/// <summary>Models as JSON for programs, one a line.</summary>
internal static class ModelsJson
{
    public static void Write(IReadOnlyList<ListedModel> models, TextWriter output)
    {
        foreach (ListedModel model in models) output.WriteLine(JsonSerializer.Serialize(new Line(model), ModelsJsonContext.Default.Line));
    }

    /// <summary>A line. The names are part of the tool's interface.</summary>
    internal sealed record Line(
        string Id, string? Kind, string? Provider, bool FreeTier, int? RequestsPerDay, string? QuotaGroup, IReadOnlyList<Price> Prices, string? Note, bool? Offered)
    {
        public Line(ListedModel listed)
            : this(
                listed.Id.Value, listed.Model is { } known ? KindName.Of(known.Kind) : null, listed.Model?.Provider, listed.Model?.FreeTier == true, listed.Model?.RequestsPerDay,
                listed.Model?.QuotaGroup, [.. (listed.Model?.Prices ?? []).Select(price => new Price(price.UpToInputTokens, price.Input, price.Output))],
                listed.Model?.Note, listed.IsOffered)
        {
        }
    }

    /// <summary>A price in CA units per 1,000 tokens, up to so many tokens of input.</summary>
    internal sealed record Price(int? UpToInputTokens, decimal Input, decimal Output);
}

/// <summary>Writes the lines without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ModelsJson.Line))]
internal sealed partial class ModelsJsonContext : JsonSerializerContext;
