using System.Text.Json.Nodes;

namespace ChatGateway.Sandbox;

/// <summary>Writes models as the gateway lists them.</summary>
internal static class ModelJson
{
    public static JsonObject List(IEnumerable<ModelEntry> models, long listedAt)
        => new() { ["object"] = "list", ["data"] = new JsonArray([.. models.Select(m => Of(m, listedAt))]) };

    public static JsonObject Of(ModelEntry model, long listedAt) => new()
    {
        ["id"] = model.Id,
        ["object"] = "model",
        ["created"] = listedAt,
        ["owned_by"] = "system",
    };
}
