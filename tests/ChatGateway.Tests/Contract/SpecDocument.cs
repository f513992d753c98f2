using System.Text.Json.Nodes;
using Microsoft.OpenApi.YamlReader;

namespace ChatGateway.Tests.Contract;

/// <summary>The spec as a raw tree, vendor extensions included.</summary>
internal sealed class SpecDocument
{
    private const string SchemaPrefix = "#/components/schemas/";

    private SpecDocument(SpecYaml yaml)
    {
        Root = (JsonObject)YamlConverter.ToJsonNode(yaml.Root);
        DuplicateKeys = yaml.DuplicateKeys;
    }

    public JsonObject Root { get; }

    /// <summary>The rule that no key stands twice in one object: NSwag takes one of the two and does not say which.</summary>
    public IReadOnlyList<string> DuplicateKeys { get; }

    /// <summary>The named schemas, in the order of the document.</summary>
    public IEnumerable<KeyValuePair<string, JsonObject>> Schemas => Members(Root["components"]?["schemas"]);

    public static SpecDocument Load(string path) => Parse(File.ReadAllText(path));

    public static SpecDocument Parse(string yaml) => new(SpecYaml.Parse(yaml));

    /// <summary>Every operation as <c>POST /path</c>.</summary>
    public IEnumerable<KeyValuePair<string, JsonObject>> Operations()
    {
        foreach ((string path, JsonObject item) in Members(Root["paths"]))
        {
            foreach ((string method, JsonObject operation) in Members(item))
                yield return new($"{method.ToUpperInvariant()} {path}", operation);
        }
    }

    /// <summary>Every schema, named, nested or inline in an operation.</summary>
    public IEnumerable<SpecSchema> AllSchemas()
    {
        foreach ((string name, JsonObject schema) in Schemas)
        {
            foreach (SpecSchema found in SpecSchema.Walk(name, schema, name))
                yield return found;
        }

        foreach ((string place, JsonObject schema) in Nodes(Root).Where(node => node.Key.EndsWith("/schema", StringComparison.Ordinal)))
        {
            if (!place.StartsWith(SchemaPrefix, StringComparison.Ordinal))
            {
                foreach (SpecSchema found in SpecSchema.Walk(place, schema, component: null))
                    yield return found;
            }
        }
    }

    /// <summary>Every <c>$ref</c> with its place.</summary>
    public static IEnumerable<KeyValuePair<string, string>> References(JsonNode? node) =>
        from found in Nodes(node)
        let target = found.Value["$ref"]
        where target is JsonValue
        select KeyValuePair.Create(found.Key, target.ToString());

    /// <summary>What a local reference points to, or null.</summary>
    public JsonNode? Resolve(string reference)
    {
        if (!reference.StartsWith("#/", StringComparison.Ordinal))
            return null;

        JsonNode? node = Root;
        foreach (string part in reference[2..].Split('/'))
        {
            string key = part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            node = (node as JsonObject)?[key];
        }

        return node;
    }

    /// <summary>The names of the schemas that can be reached from these nodes.</summary>
    public IReadOnlySet<string> ReachableFrom(IEnumerable<JsonNode?> nodes)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        Stack<JsonNode?> open = new(nodes);
        while (open.TryPop(out JsonNode? node))
        {
            foreach ((_, string target) in References(node))
            {
                if (seen.Add(target))
                    open.Push(Resolve(target));
            }
        }

        return seen.Where(target => target.StartsWith(SchemaPrefix, StringComparison.Ordinal))
            .Select(target => target[SchemaPrefix.Length..])
            .ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The members of an object that are objects themselves.</summary>
    public static IEnumerable<KeyValuePair<string, JsonObject>> Members(JsonNode? node) =>
        from member in node as JsonObject ?? []
        where member.Value is JsonObject
        select KeyValuePair.Create(member.Key, (JsonObject)member.Value!);

    /// <summary>The items of an array as text.</summary>
    public static IReadOnlyList<string> Texts(JsonNode? node) => [.. (node as JsonArray ?? []).Select(item => item?.ToString() ?? "null")];

    private static IEnumerable<KeyValuePair<string, JsonObject>> Nodes(JsonNode? node, string place = "#")
    {
        if (node is JsonObject found)
            yield return new(place, found);

        IEnumerable<KeyValuePair<string, JsonNode?>> children = node switch
        {
            JsonObject members => members,
            JsonArray items => items.Select((item, index) => KeyValuePair.Create($"{index}", item)),
            _ => [],
        };
        foreach ((string key, JsonNode? child) in children.Where(child => !child.Key.StartsWith("x-", StringComparison.Ordinal)))
        {
            foreach (KeyValuePair<string, JsonObject> inner in Nodes(child, $"{place}/{key}"))
                yield return inner;
        }
    }
}
