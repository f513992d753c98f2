using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatGateway.Tests.Contract;

/// <summary>Rules for the model catalogue in ModelId. Each rule yields its findings.</summary>
internal static class SpecCatalogRules
{
    private static readonly string[] Kinds = ["chat", "reasoning", "search", "code", "embedding", "image-chat"];

    public static IEnumerable<string> Entries(SpecDocument spec)
    {
        string[] entries = [.. Catalog(spec).Select(entry => entry.Key)];
        IReadOnlyList<string> values = SpecDocument.Texts(Schema(spec)?["enum"]);
        if (values.Count == 0)
            yield return "ModelId has no enum";
        foreach (string id in values.Except(entries, StringComparer.Ordinal))
            yield return $"ModelId: {id} is not in x-model-info";
        foreach (string id in entries.Except(values, StringComparer.Ordinal))
            yield return $"ModelId: {id} is in x-model-info only";
        foreach ((string id, string entry) in values.Zip(entries).Where(pair => pair.First != pair.Second).Take(1))
            yield return $"ModelId: the order differs from {id} (enum) and {entry} (x-model-info) on";
    }

    public static IEnumerable<string> MemberNames(SpecDocument spec) =>
        from pair in SpecDocument.Texts(Schema(spec)?["enum"]).Zip(SpecDocument.Texts(Schema(spec)?["x-enumNames"]))
        let expected = MemberName(pair.First)
        where pair.Second != expected
        select $"ModelId: {pair.First} is named {pair.Second} instead of {expected}";

    public static IEnumerable<string> Facts(SpecDocument spec) =>
        from entry in Catalog(spec)
        from finding in Facts(entry.Value)
        select $"ModelId: {entry.Key}: {finding}";

    public static IEnumerable<string> Prices(SpecDocument spec) =>
        from entry in Catalog(spec)
        from finding in Prices(entry.Value["prices"] as JsonArray)
        select $"ModelId: {entry.Key}: {finding}";

    private static IEnumerable<string> Facts(JsonObject entry)
    {
        if (entry["kind"]?.ToString() is var kind && !Kinds.Contains(kind))
            yield return $"kind {kind ?? "(none)"}";
        foreach (string key in new[] { "provider", "quotaGroup" })
        {
            if (entry[key]?.GetValueKind() != JsonValueKind.String || string.IsNullOrWhiteSpace(entry[key]!.ToString()))
                yield return $"no {key}";
        }

        JsonValueKind? free = entry["free"]?.GetValueKind();
        if (free is not (JsonValueKind.True or JsonValueKind.False))
            yield return "free is neither true nor false";
        if (free is JsonValueKind.True && Number(entry["requestsPerDay"]) is not > 0)
            yield return "free without requestsPerDay";
        if (free is JsonValueKind.False && entry.ContainsKey("requestsPerDay"))
            yield return "requestsPerDay without free";
    }

    // [up to this many input tokens, input price, output price], 0 = no bound
    private static List<string> Prices(JsonArray? tiers)
    {
        if (tiers is null or { Count: 0 })
            return ["no prices"];

        decimal?[][] rows = [.. tiers.Select(tier => (tier as JsonArray ?? []).Select(Number).ToArray())];
        if (rows.Any(row => row.Length != 3 || row.Any(number => number is null or < 0)))
            return ["a price tier is not [bound, input price, output price]"];

        decimal last = rows[^1][0]!.Value;
        decimal[] bounds = [.. rows[..^1].Select(row => row[0]!.Value)];
        List<string> findings = [];
        if (last != 0)
            findings.Add($"the last price tier is bounded by {last.ToString(CultureInfo.InvariantCulture)}");
        if (bounds.Prepend(0).Zip(bounds, (lower, upper) => lower >= upper).Contains(true))
            findings.Add("the price tiers do not ascend");
        return findings;
    }

    /// <summary><c>.</c> and <c>-</c> between digits become <c>_</c>; elsewhere they raise the next letter.</summary>
    private static string MemberName(string id)
    {
        StringBuilder name = new();
        bool raise = true;
        for (int i = 0; i < id.Length; i++)
        {
            if (id[i] is '.' or '-')
            {
                if (i > 0 && i < id.Length - 1 && char.IsAsciiDigit(id[i - 1]) && char.IsAsciiDigit(id[i + 1]))
                    name.Append('_');
                raise = true;
                continue;
            }

            name.Append(raise ? char.ToUpperInvariant(id[i]) : id[i]);
            raise = false;
        }

        return name.ToString();
    }

    private static JsonNode? Schema(SpecDocument spec) => spec.Resolve("#/components/schemas/ModelId");

    private static IEnumerable<KeyValuePair<string, JsonObject>> Catalog(SpecDocument spec) =>
        SpecDocument.Members(Schema(spec)?["x-model-info"]);

    private static decimal? Number(JsonNode? node) =>
        decimal.TryParse(node?.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) ? number : null;
}
