namespace ChatGateway;

/// <summary>Finds the allowed model that a rejected id probably means.</summary>
internal static class ModelSuggestion
{
    /// <summary>The nearest id of the wanted kind, or null when none resembles it.</summary>
    public static ModelId? Find(ModelId rejected, ModelAllowlist allowlist, bool isEmbedding) =>
        allowlist.Models is { } allowed ? NearestModel.Find(rejected, allowed, isEmbedding) : null;
}
