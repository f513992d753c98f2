using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;
using Microsoft.OpenApi.YamlReader;
using SharpYaml.Serialization;

namespace ChatGateway.Sandbox;

/// <summary>The embedded OpenAPI document: what requests must look like, and which models there are.</summary>
internal sealed class GatewaySpec
{
    private const string Resource = "openapi.yaml";
    private const string NullableMark = "x-sandbox-nullable";
    private static readonly Lazy<GatewaySpec> LazyShared = new(Read);

    private GatewaySpec(OpenApiDocument document)
    {
        ChatRequest = RequestSchema(document, "/chat/completions");
        EmbeddingRequest = RequestSchema(document, "/embeddings");
        Models = ModelCatalog.From(document);
    }

    /// <summary>The document never changes within a process, so it is read once.</summary>
    public static GatewaySpec Shared => LazyShared.Value;

    public IOpenApiSchema ChatRequest { get; }

    public IOpenApiSchema EmbeddingRequest { get; }

    public ModelCatalog Models { get; }

    public static bool IsNullable(IOpenApiSchema schema)
        => schema.Type?.HasFlag(JsonSchemaType.Null) == true || schema.Extensions?.ContainsKey(NullableMark) == true;

    private static GatewaySpec Read()
    {
        using Stream stream = typeof(GatewaySpec).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The resource {Resource} is missing from the assembly.");
        using var text = new StreamReader(stream);
        var yaml = new YamlStream();
        yaml.Load(text);
        JsonNode root = YamlConverter.ToJsonNode(yaml.Documents[0]);
        MarkNullable(root);

        var location = new Uri("https://sandbox.invalid/openapi.yaml");
        ReadResult result = new OpenApiJsonReader().Read(root, location, new OpenApiReaderSettings());
        if (result.Document is null || result.Diagnostic?.Errors.Count > 0)
        {
            string errors = string.Join("; ", result.Diagnostic?.Errors.Select(e => e.ToString()) ?? []);
            throw new InvalidOperationException($"The embedded OpenAPI document does not parse: {errors}");
        }

        return new GatewaySpec(result.Document);
    }

    /// <summary>The reader keeps `nullable` beside `type` and drops it beside `allOf`, so it is carried over as an extension.</summary>
    private static void MarkNullable(JsonNode? node)
    {
        if (node is JsonObject item)
        {
            if (item["nullable"] is JsonValue value && value.TryGetValue(out bool nullable) && nullable)
                item[NullableMark] = true;
            foreach (KeyValuePair<string, JsonNode?> member in item)
                MarkNullable(member.Value);
        }
        else if (node is JsonArray array)
        {
            foreach (JsonNode? element in array)
                MarkNullable(element);
        }
    }

    private static IOpenApiSchema RequestSchema(OpenApiDocument document, string path)
        => document.Paths[path].Operations?[HttpMethod.Post].RequestBody?.Content?["application/json"].Schema
            ?? throw new InvalidOperationException($"The embedded OpenAPI document has no request schema for {path}.");
}
