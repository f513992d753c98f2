using System.Globalization;
using System.Text.Json.Nodes;

namespace ChatGateway.Tests.Contract;

/// <summary>A range that a request property must carry, because the client checks it before sending.</summary>
internal sealed record SpecRange(string Schema, string Property, decimal Minimum, decimal? Maximum)
{
    public static IReadOnlyList<SpecRange> Expected { get; } =
    [
        new("ChatCompletionRequest", "temperature", 0, 2),
        new("ChatCompletionRequest", "top_p", 0, 1),
        new("ChatCompletionRequest", "frequency_penalty", -2, 2),
        new("ChatCompletionRequest", "presence_penalty", -2, 2),
        new("ChatCompletionRequest", "top_logprobs", 0, 20),
        new("ChatCompletionRequest", "n", 1, 128),
        new("EmbeddingRequest", "dimensions", 1, null),
    ];

    public string Place => $"{Schema}.{Property}";

    /// <summary>The rule: yields what differs.</summary>
    public IEnumerable<string> Check(SpecDocument spec)
    {
        if (spec.Resolve($"#/components/schemas/{Schema}/properties/{Property}") is not JsonObject found)
        {
            yield return $"{Place} does not exist";
            yield break;
        }

        if (Number(found["minimum"]) is var minimum && minimum != Minimum)
            yield return $"{Place}: minimum {Show(minimum)} instead of {Show(Minimum)}";
        if (Number(found["maximum"]) is var maximum && maximum != Maximum)
            yield return $"{Place}: maximum {Show(maximum)} instead of {Show(Maximum)}";
        foreach (string exclusive in new[] { "exclusiveMinimum", "exclusiveMaximum" }.Where(found.ContainsKey))
            yield return $"{Place}: {exclusive}";
    }

    private static decimal? Number(JsonNode? node) =>
        decimal.TryParse(node?.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) ? number : null;

    private static string Show(decimal? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "(none)";
}
