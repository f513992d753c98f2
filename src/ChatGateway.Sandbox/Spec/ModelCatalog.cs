using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace ChatGateway.Sandbox;

/// <summary>The models of the OpenAPI document.</summary>
internal sealed class ModelCatalog
{
    private readonly Dictionary<string, ModelEntry> _byId;

    private ModelCatalog(IReadOnlyList<ModelEntry> all, FreeTierEntry freeTier, long listedAt)
    {
        All = all;
        FreeTier = freeTier;
        ListedAt = listedAt;
        _byId = all.ToDictionary(m => m.Id, StringComparer.Ordinal);
    }

    public IReadOnlyList<ModelEntry> All { get; }

    public FreeTierEntry FreeTier { get; }

    /// <summary>The date of the catalogue in Unix seconds; the gateway's list gives every model some date.</summary>
    public long ListedAt { get; }

    public bool TryGet(string id, [NotNullWhen(true)] out ModelEntry? entry) => _byId.TryGetValue(id, out entry);

    public static ModelCatalog From(OpenApiDocument document)
    {
        IOpenApiSchema schema = document.Components?.Schemas?["ModelId"]
            ?? throw new InvalidOperationException("The embedded OpenAPI document has no ModelId.");
        ModelEntry[] all = [.. Extension(schema, "x-model-info").Select(m => Entry(m.Key, m.Value!.AsObject()))];
        string date = Extension(schema, "x-model-source")["date"]!.GetValue<string>();
        var listedAt = DateTimeOffset.Parse(date, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        JsonObject tier = Extension(schema, "x-free-tier");
        var freeTier = new FreeTierEntry(TimeSpan.FromHours(Number(tier, "resetUtcOffset")), Number(tier, "chatRequestsPerDay"));
        return new ModelCatalog(all, freeTier, listedAt.ToUnixTimeSeconds());
    }

    private static ModelEntry Entry(string id, JsonObject info) => new(
        id,
        info["kind"]!.GetValue<string>(),
        info["provider"]!.GetValue<string>(),
        info["free"]!.GetValue<bool>(),
        info["quotaGroup"]!.GetValue<string>(),
        info.ContainsKey("requestsPerDay") ? Number(info, "requestsPerDay") : null);

    private static int Number(JsonObject info, string name) => int.Parse(info[name]!.ToJsonString(), CultureInfo.InvariantCulture);

    private static JsonObject Extension(IOpenApiSchema schema, string name)
        => schema.Extensions?[name] is JsonNodeExtension extension
            ? extension.Node.AsObject()
            : throw new InvalidOperationException($"ModelId has no {name} in the embedded OpenAPI document.");
}
