namespace ChatGateway;

/// <summary>What the catalogue says of the model that a <see cref="ModelId"/> member stands for. Read by the analyzer.</summary>
/// <param name="id">The model id.</param>
/// <param name="kind">What the model is for.</param>
/// <param name="provider">Who makes the model.</param>
/// <param name="quotaGroup">The models that share a daily quota; <c>paid</c> for those without one.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class CatalogModelAttribute(string id, ModelKind kind, string provider, string quotaGroup) : Attribute
{
    /// <summary>The model id.</summary>
    public string Id { get; } = id;

    /// <summary>What the model is for.</summary>
    public ModelKind Kind { get; } = kind;

    /// <summary>Who makes the model, in lower case.</summary>
    public string Provider { get; } = provider;

    /// <summary>The models that share a daily quota; <c>paid</c> for those without one.</summary>
    public string QuotaGroup { get; } = quotaGroup;

    /// <summary>Whether free keys may use the model.</summary>
    /// <value>Default false.</value>
    public bool FreeTier { get; init; }

    /// <summary>How many requests a day a free key has for the quota group.</summary>
    /// <value>Default 0: the model is not free.</value>
    public int RequestsPerDay { get; init; }

    /// <summary>A remark of the source.</summary>
    /// <value>Default null.</value>
    public string? Note { get; init; }
}
