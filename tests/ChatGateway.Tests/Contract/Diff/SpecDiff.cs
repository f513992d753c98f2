using System.Text.Json.Nodes;

namespace ChatGateway.Tests.Contract.Diff;

/// <summary>
/// What differs between two versions of the spec, for those who use the package. Texts are not compared: they change nobody's code.
/// </summary>
internal static class SpecDiff
{
    private const string Catalog = "x-model-info";

    /// <summary>The differences, most harmful first, in the order of the documents.</summary>
    public static IReadOnlyList<SpecChange> Between(SpecDocument before, SpecDocument after) =>
        [.. Operations(before, after).Concat(Schemas(before, after)).Distinct().OrderBy(change => change.Impact)];

    private static IEnumerable<SpecChange> Operations(SpecDocument before, SpecDocument after)
    {
        Dictionary<string, JsonObject> were = before.Operations().ToDictionary(StringComparer.Ordinal);
        Dictionary<string, JsonObject> are = after.Operations().ToDictionary(StringComparer.Ordinal);
        foreach (string gone in were.Keys.Except(are.Keys, StringComparer.Ordinal)) yield return new(ChangeImpact.Breaking, gone, "is gone");
        foreach (string added in are.Keys.Except(were.Keys, StringComparer.Ordinal)) yield return new(ChangeImpact.Addition, added, "is new");
        foreach (string kept in are.Keys.Intersect(were.Keys, StringComparer.Ordinal))
        {
            foreach (SpecChange change in OperationComparison.Changes(kept, were[kept], are[kept])) yield return change;
        }
    }

    private static IEnumerable<SpecChange> Schemas(SpecDocument before, SpecDocument after)
    {
        Func<string, Direction> was = Direction.In(before);
        Func<string, Direction> isNow = Direction.In(after);
        Dictionary<string, SpecSchema> were = All(before);
        Dictionary<string, SpecSchema> are = All(after);
        foreach ((string place, SpecSchema gone) in were)
        {
            if (!are.ContainsKey(place) && IsSaidOfItself(gone, are)) yield return new(ChangeImpact.Breaking, place, "is gone");
        }
        foreach ((string place, SpecSchema schema) in are)
        {
            Direction direction = isNow(schema.Component!);
            if (!were.TryGetValue(place, out SpecSchema? old))
            {
                if (!IsSaidOfItself(schema, were)) continue;
                bool isRequired = schema.IsProperty && SpecDocument.Texts(are[Parent(place)].Json["required"]).Contains(place[(Parent(place).Length + 1)..]);
                yield return new(
                    direction.Of(breaksWriters: isRequired, breaksReaders: false, ChangeImpact.Addition),
                    place,
                    isRequired && direction.IsWritten ? "is new and required" : "is new");
                continue;
            }
            Direction either = was(schema.Component!);
            either = new(either.IsWritten || direction.IsWritten, either.IsRead || direction.IsRead);
            foreach (SpecChange change in new SchemaComparison(place, old.Json, schema.Json, either).Changes()) yield return change;
            foreach (SpecChange change in CatalogComparison.Changes(old.Json[Catalog], schema.Json[Catalog])) yield return change;
        }
    }

    private static Dictionary<string, SpecSchema> All(SpecDocument spec) =>
        spec.AllSchemas().Where(schema => schema.Component is not null).DistinctBy(schema => schema.Place).ToDictionary(schema => schema.Place, StringComparer.Ordinal);

    /// <summary>A named schema, or a property of one that is in the other version, too. What is nested otherwise is part of a type that changed.</summary>
    private static bool IsSaidOfItself(SpecSchema schema, Dictionary<string, SpecSchema> others) =>
        schema.IsNamed || (schema.IsProperty && others.ContainsKey(Parent(schema.Place)));

    private static string Parent(string place) => place[..place.LastIndexOf('.')];
}
