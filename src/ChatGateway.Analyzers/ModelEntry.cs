using Microsoft.CodeAnalysis;

namespace ChatGateway.Analyzers;

/// <summary>A model that the compilation knows.</summary>
/// <param name="id">Its id.</param>
/// <param name="member">The member of <c>ModelId</c> that stands for it; null for a model that a file adds.</param>
/// <param name="isFree">Whether a free key may use it.</param>
/// <param name="kind">Its kind as the catalogue's attribute has it; empty for a model that a file adds.</param>
internal sealed class ModelEntry(string id, string? member, bool isFree, TypedConstant kind)
{
    public string Id => id;

    /// <summary>The member of <c>ModelId</c> that stands for it; null for a model that a file adds.</summary>
    public string? Member => member;

    /// <summary>Whether a free key may use it.</summary>
    public bool IsFree => isFree;

    /// <summary>The name of its kind in the catalogue; null for a model that a file adds. Looked up when it is asked for: only a mistake asks.</summary>
    public string? Kind => kind.Type?.GetMembers().OfType<IFieldSymbol>()
        .FirstOrDefault(name => name.HasConstantValue && Equals(name.ConstantValue, kind.Value))?.Name;

    public bool IsEmbedding => Kind is { } name ? name == "Embedding" : NearestName.SoundsLikeEmbedding(id);

    /// <summary>The same model, allowed for free keys.</summary>
    public ModelEntry Allowed() => new(id, member, isFree: true, kind);
}
