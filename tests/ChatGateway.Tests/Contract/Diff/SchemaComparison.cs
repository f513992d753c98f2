using System.Globalization;
using System.Text.Json.Nodes;

namespace ChatGateway.Tests.Contract.Diff;

/// <summary>Compares two versions of one schema, without those nested in it.</summary>
internal sealed class SchemaComparison(string place, JsonObject before, JsonObject after, Direction direction)
{
    /// <summary>What only a person can judge. How the generated code does its work is no difference.</summary>
    private static readonly string[] Judged =
        ["default", "x-csharp-answer", "x-csharp-default", "x-csharp-request", "x-json-text", "minItems", "maxItems", "minLength", "maxLength", "pattern"];

    public IEnumerable<SpecChange> Changes() =>
        [.. Type(), .. Null(), .. Required(), .. Values(), .. Range(), .. Name(), .. Deprecation(), .. Others()];

    private IEnumerable<SpecChange> Type()
    {
        (string from, string to) = (TypeText.Of(before), TypeText.Of(after));
        if (from == to) yield break;
        bool hasGrown = !TypeText.Branches(before).Except(TypeText.Branches(after), StringComparer.Ordinal).Any();
        yield return Change(hasGrown ? ChangeImpact.Addition : ChangeImpact.Breaking, $"type {from} → {to}");
    }

    private IEnumerable<SpecChange> Null()
    {
        bool was = IsTrue(before, "nullable");
        bool isNow = IsTrue(after, "nullable");
        if (was != isNow) yield return Change(direction.Of(breaksWriters: was, breaksReaders: isNow), isNow ? "may be null" : "is not null any more");
    }

    private IEnumerable<SpecChange> Required()
    {
        IReadOnlyList<string> were = SpecDocument.Texts(before["required"]);
        IReadOnlyList<string> are = SpecDocument.Texts(after["required"]);
        // what is new or gone altogether is said of the property
        foreach (string name in are.Except(were, StringComparer.Ordinal).Where(name => before["properties"]?[name] is not null))
            yield return new(direction.Of(breaksWriters: true, breaksReaders: false), $"{place}.{name}", "is required");
        foreach (string name in were.Except(are, StringComparer.Ordinal).Where(name => after["properties"]?[name] is not null))
            yield return new(direction.Of(breaksWriters: false, breaksReaders: true), $"{place}.{name}", "is not required any more");
    }

    private IEnumerable<SpecChange> Values()
    {
        IReadOnlyList<string> were = SpecDocument.Texts(before["enum"]);
        IReadOnlyList<string> are = SpecDocument.Texts(after["enum"]);
        foreach (string value in were.Except(are, StringComparer.Ordinal)) yield return Change(ChangeImpact.Breaking, $"value {value} is gone");
        foreach (string value in are.Except(were, StringComparer.Ordinal)) yield return Change(ChangeImpact.Addition, $"value {value} is new");
        Dictionary<string, string> names = Names(after);
        foreach ((string value, string name) in Names(before))
        {
            if (names.TryGetValue(value, out string? other) && other != name) yield return Change(ChangeImpact.Breaking, $"value {value} is named {name} → {other}");
        }
    }

    private static Dictionary<string, string> Names(JsonObject schema) =>
        SpecDocument.Texts(schema["enum"]).Zip(SpecDocument.Texts(schema["x-enumNames"])).DistinctBy(pair => pair.First).ToDictionary(StringComparer.Ordinal);

    private IEnumerable<SpecChange> Range() => [.. Bound("minimum", isLower: true), .. Bound("maximum", isLower: false)];

    private IEnumerable<SpecChange> Bound(string key, bool isLower)
    {
        string exclusive = isLower ? "exclusiveMinimum" : "exclusiveMaximum";
        (decimal? from, decimal? to) = (Number(before[key]), Number(after[key]));
        (bool wasExclusive, bool isExclusive) = (IsTrue(before, exclusive), IsTrue(after, exclusive));
        if (from == to && wasExclusive == isExclusive) yield break;
        bool isNarrower = to is not null
            && (from is null || (from == to ? isExclusive : isLower ? to > from : to < from));
        yield return Change(direction.Of(breaksWriters: isNarrower, breaksReaders: false), $"{key} {Show(from, wasExclusive)} → {Show(to, isExclusive)}");
    }

    private IEnumerable<SpecChange> Name()
    {
        (string? from, string? to) = (before["x-csharp-name"]?.ToString(), after["x-csharp-name"]?.ToString());
        if (from != to) yield return Change(ChangeImpact.Breaking, $"C# name {from ?? "(by the wire's)"} → {to ?? "(by the wire's)"}");
    }

    private IEnumerable<SpecChange> Deprecation()
    {
        bool isNow = IsTrue(after, "deprecated");
        if (IsTrue(before, "deprecated") == isNow) yield break;
        // a warning, which many treat as an error
        yield return isNow ? Change(ChangeImpact.Breaking, "is deprecated") : Change(ChangeImpact.Notice, "is not deprecated any more");
    }

    private IEnumerable<SpecChange> Others() =>
        from key in Judged
        where !JsonNode.DeepEquals(before[key], after[key])
        select Change(ChangeImpact.Notice, $"{key} {Show(before[key])} → {Show(after[key])}");

    private SpecChange Change(ChangeImpact impact, string what) => new(impact, place, what);

    private static bool IsTrue(JsonObject schema, string key) => schema[key]?.ToString() == "true";

    private static decimal? Number(JsonNode? node) =>
        decimal.TryParse(node?.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) ? number : null;

    private static string Show(decimal? bound, bool isExclusive) =>
        bound is { } number ? $"{number.ToString(CultureInfo.InvariantCulture)}{(isExclusive ? " (excluded)" : "")}" : "(none)";

    private static string Show(JsonNode? node) => node is JsonValue value ? value.ToString() : node?.ToJsonString() ?? "(none)";
}
