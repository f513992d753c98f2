namespace ChatGateway.Sandbox;

/// <summary>Decides who may call which model how often.</summary>
internal sealed class RuleBook(SandboxOptions options, ModelCatalog models)
{
    private readonly QuotaLedger _quota = new(models.FreeTier, options.TimeProvider);

    /// <summary>The models that the key may use, as the list route shows them.</summary>
    public IReadOnlyList<ModelEntry> Models { get; } = IsFree(options) ? [.. models.All.Where(m => m.Free)] : models.All;

    public void CheckKey(string? key)
    {
        bool accepted = key is null ? !options.KeyIsRequired : options.ApiKey is null || key == options.ApiKey;
        if (!accepted)
            throw Refusals.InvalidKey();
    }

    /// <summary>The legacy route does not exist; ChatAnywhere tells free keys so in words that blame the model.</summary>
    public RefusalException LegacyRoute(string? key, string method, string path)
        => IsFree(options) ? Refusals.FreeModel(key) : Refusals.UnknownRoute(method, path);

    public void AdmitChat(string? key, string model, int promptTokens)
    {
        if (Admit(key, model, embedding: false) is not { } entry || !IsFree(options))
            return;
        if (promptTokens >= options.MaxInputTokens)
            throw Refusals.InputTooLong(key, options.MaxInputTokens);
        Take(key, entry);
    }

    public void AdmitEmbedding(string? key, string model)
    {
        if (Admit(key, model, embedding: true) is { } entry && IsFree(options))
            Take(key, entry);
    }

    private static bool IsFree(SandboxOptions options) => options.Rules == SandboxRules.ChatAnywhereFree;

    /// <summary>The model's entry, or null where any id will do.</summary>
    private ModelEntry? Admit(string? key, string model, bool embedding)
    {
        if (options.Rules == SandboxRules.Open)
            return null;
        models.TryGet(model, out ModelEntry? entry);
        if (IsFree(options) && entry is not { Free: true })
            throw Refusals.FreeModel(key);
        if (entry is null)
            throw Refusals.UnknownModel(model);
        if (entry.IsEmbedding != embedding)
            throw Refusals.Invalid(JsonPath.Root.Property("model"), $"{model} is not {(embedding ? "an embedding" : "a chat")} model");
        return entry;
    }

    private void Take(string? key, ModelEntry entry)
    {
        if (!_quota.TryTake(key ?? "", entry))
            throw Refusals.DailyQuota(key);
    }
}
