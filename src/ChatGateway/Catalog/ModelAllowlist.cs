using System.ComponentModel;

namespace ChatGateway;

/// <summary>
/// The models that a client may ask for; others are refused before anything is sent. Immutable. Binds from configuration:
/// <c>FreeTier</c>, <c>PaidTier</c>, <c>Any</c>, or ids separated by commas.
/// </summary>
[TypeConverter(typeof(ModelAllowlistTypeConverter))]
public sealed class ModelAllowlist
{
    private const string Changed = ", changed";

    private readonly HashSet<string>? _ids;
    private readonly HashSet<string>? _excluded;
    private readonly string _name;

    private ModelAllowlist(string name, IEnumerable<string>? ids, IEnumerable<string>? excluded = null)
    {
        _name = name;
        // the set's own constructor: a first call would load LINQ for this alone
        _ids = ids is null ? null : new HashSet<string>(ids, StringComparer.Ordinal);
        _excluded = excluded is null ? null : new HashSet<string>(excluded, StringComparer.Ordinal);
    }

    /// <summary>The models of ChatAnywhere's free keys.</summary>
    public static ModelAllowlist FreeTier => Free.List;

    /// <summary>The models of ChatAnywhere's paid keys: the whole catalogue.</summary>
    public static ModelAllowlist PaidTier => Paid.List;

    /// <summary>Every id, known or not.</summary>
    public static ModelAllowlist Any { get; } = new(nameof(Any), null);

    /// <summary>The ids of the list.</summary>
    /// <value>Null when every id is allowed but those excluded.</value>
    public IReadOnlyCollection<ModelId>? Models => _ids is null ? null : [.. _ids.Order(StringComparer.Ordinal).Select(id => (ModelId)id)];

    /// <summary>Makes a list of these models only.</summary>
    /// <param name="models">The ids.</param>
    /// <returns>The list.</returns>
    public static ModelAllowlist Of(params ModelId[] models) => new("a custom list", Ids(models));

    /// <summary>Adds models.</summary>
    /// <param name="models">The ids.</param>
    /// <returns>Another list.</returns>
    public ModelAllowlist With(params ModelId[] models)
    {
        string[] ids = Ids(models);
        return new ModelAllowlist(ChangedName, _ids?.Union(ids, StringComparer.Ordinal), _excluded?.Except(ids, StringComparer.Ordinal));
    }

    /// <summary>Takes models away.</summary>
    /// <param name="models">The ids.</param>
    /// <returns>Another list.</returns>
    public ModelAllowlist Without(params ModelId[] models)
    {
        string[] ids = Ids(models);
        return _ids is null
            ? new ModelAllowlist(ChangedName, null, ids.Union(_excluded ?? [], StringComparer.Ordinal))
            : new ModelAllowlist(ChangedName, _ids.Except(ids, StringComparer.Ordinal));
    }

    /// <summary>Allows what either list allows.</summary>
    /// <param name="other">The other list.</param>
    /// <returns>Another list.</returns>
    public ModelAllowlist Union(ModelAllowlist other)
    {
        ArgumentNullException.ThrowIfNull(other);
        string name = NameWith(other, "or");
        if (_ids is not null) return other._ids is null ? new(name, null, other.Excluded.Except(_ids)) : new(name, _ids.Union(other._ids));
        return new(name, null, other._ids is null ? Excluded.Intersect(other.Excluded) : Excluded.Except(other._ids));
    }

    /// <summary>Allows what both lists allow.</summary>
    /// <param name="other">The other list.</param>
    /// <returns>Another list.</returns>
    public ModelAllowlist Intersect(ModelAllowlist other)
    {
        ArgumentNullException.ThrowIfNull(other);
        string name = NameWith(other, "and");
        if (_ids is not null) return new(name, _ids.Where(id => other.Allows(id)));
        return other._ids is null ? new(name, null, Excluded.Union(other.Excluded)) : new(name, other._ids.Where(id => Allows(id)));
    }

    /// <summary>Allows of this list what the gateway offers, as <see cref="ChatGatewayClient.GetModelsAsync(CancellationToken)"/> gives it.</summary>
    /// <param name="offered">The models on offer. Of an empty list nothing remains.</param>
    /// <returns>Another list.</returns>
    public ModelAllowlist NarrowedTo(IEnumerable<ModelInfo> offered)
    {
        ArgumentNullException.ThrowIfNull(offered);
        return new($"{_name}, as offered", offered.Select(model => model.Id.Value).Where(id => Allows(id)));
    }

    /// <summary>Whether a model may be asked for. Ids are compared exactly, as gateways do.</summary>
    /// <param name="model">The id.</param>
    /// <returns>Whether the list allows it.</returns>
    public bool Allows(ModelId model) => _ids?.Contains(model.Value) ?? _excluded?.Contains(model.Value) != true;

    /// <summary>Gives the list's name.</summary>
    /// <returns>Such as <c>FreeTier</c>, or <c>FreeTier, changed</c>.</returns>
    public override string ToString() => _name;

    // a refusal must not call it by the name of a list that holds the model
    private string ChangedName => _name.EndsWith(Changed, StringComparison.Ordinal) ? _name : _name + Changed;

    private IEnumerable<string> Excluded => _excluded ?? [];

    private string NameWith(ModelAllowlist other, string word) => _name == other._name ? _name : $"{_name} {word} {other._name}";

    private static string[] Ids(ModelId[] models)
    {
        ArgumentNullException.ThrowIfNull(models);
        return Array.ConvertAll(models, model => model.Value.Length > 0 ? model.Value : throw new ArgumentException("A model id is empty.", nameof(models)));
    }

    // made when they are first asked for
    private static class Free
    {
        public static readonly ModelAllowlist List = new(nameof(FreeTier), ModelCatalog.FreeIds);
    }

    private static class Paid
    {
        public static readonly ModelAllowlist List = new(nameof(PaidTier), ModelCatalog.Ids);
    }
}
