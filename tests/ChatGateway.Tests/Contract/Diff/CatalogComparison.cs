using System.Text.Json.Nodes;

namespace ChatGateway.Tests.Contract.Diff;

/// <summary>Compares what two versions of the catalogue say of the models that are in both.</summary>
internal static class CatalogComparison
{
    /// <summary>Where a fact is from is no fact.</summary>
    private const string Source = "note";

    public static IEnumerable<SpecChange> Changes(JsonNode? before, JsonNode? after)
    {
        foreach ((string id, JsonObject model) in SpecDocument.Members(before))
        {
            if (after?[id] is not JsonObject other) continue;
            foreach (string key in model.Select(fact => fact.Key).Union(other.Select(fact => fact.Key), StringComparer.Ordinal))
            {
                if (key == Source || JsonNode.DeepEquals(model[key], other[key])) continue;
                yield return new(ImpactOf(key, model), $"ModelId {id}", $"{key} {Show(model[key])} → {Show(other[key])}");
            }
        }
    }

    // from now on the allowlist of free keys refuses it
    private static ChangeImpact ImpactOf(string key, JsonObject before) =>
        key == "free" && before[key]?.ToString() == "true" ? ChangeImpact.Breaking : ChangeImpact.Notice;

    private static string Show(JsonNode? fact) => fact?.ToJsonString() ?? "(none)";
}
