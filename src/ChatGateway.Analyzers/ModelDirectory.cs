using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ChatGateway.Analyzers;

/// <summary>The models of a compilation: the catalogue in the library's metadata, and those that files of the project add.</summary>
internal sealed class ModelDirectory
{
    private const string FileName = "ChatGateway.Models.txt";

    private readonly Dictionary<string, ModelEntry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<ISymbol, ModelEntry> _members = new(SymbolEqualityComparer.Default);

    private ModelDirectory()
    {
    }

    public static ModelDirectory Read(GatewayTypes types, ImmutableArray<AdditionalText> files, CancellationToken cancellationToken)
    {
        var directory = new ModelDirectory();
        if (types.ModelId is { } modelId) directory.Add(modelId, types.CatalogModel);
        foreach (AdditionalText file in files)
        {
            if (Path.GetFileName(file.Path) == FileName) directory.Add(file, cancellationToken);
        }
        return directory;
    }

    /// <summary>The model that a member of <c>ModelId</c> stands for; null for other members.</summary>
    public ModelEntry? Find(IPropertySymbol member) => _members.TryGetValue(member, out ModelEntry? entry) ? Find(entry.Id) : null;

    public ModelEntry? Find(string id) => _entries.TryGetValue(id, out ModelEntry? entry) ? entry : null;

    /// <summary>The model that a wrong id probably means: of the same kind, where that is known.</summary>
    /// <param name="id">The id.</param>
    /// <param name="onlyFree">Whether a free key must be able to use it.</param>
    public ModelEntry? Nearest(string id, bool onlyFree)
    {
        ModelEntry? known = Find(id);
        bool isEmbedding = known?.IsEmbedding ?? NearestName.SoundsLikeEmbedding(id);
        IEnumerable<string> candidates = _entries.Values
            .Where(entry => entry.IsEmbedding == isEmbedding && (entry.IsFree || !onlyFree)).Select(entry => entry.Id);
        return NearestName.Find(id, candidates, candidate => known is not null && Find(candidate)!.Kind == known.Kind) is { } nearest ? Find(nearest) : null;
    }

    // by hand, not by query: it is most of what a build without a mistake pays
    private void Add(INamedTypeSymbol modelId, INamedTypeSymbol? catalogModel)
    {
        foreach (ISymbol member in modelId.GetMembers())
        {
            if (member is not IPropertySymbol) continue;
            foreach (AttributeData attribute in member.GetAttributes())
            {
                if (!GatewayTypes.Same(attribute.AttributeClass, catalogModel) || EntryOf(member, attribute) is not { } entry) continue;
                _entries[entry.Id] = entry;
                _members[member] = entry;
            }
        }
    }

    // one id a line, known and allowed by it; what is behind a # is a remark
    private void Add(AdditionalText file, CancellationToken cancellationToken)
    {
        if (file.GetText(cancellationToken) is not { } text) return;
        foreach (string line in text.Lines.Select(line => line.ToString().Split('#')[0].Trim()))
        {
            if (line.Length > 0) _entries[line] = Find(line)?.Allowed() ?? new ModelEntry(line, member: null, isFree: true, kind: default);
        }
    }

    private static ModelEntry? EntryOf(ISymbol member, AttributeData attribute)
    {
        if (attribute.ConstructorArguments is not { Length: > 1 } arguments || arguments[0].Value is not string id) return null;
        bool isFree = false;
        for (int i = 0; i < attribute.NamedArguments.Length; i++) isFree |= attribute.NamedArguments[i] is { Key: "FreeTier", Value.Value: true };
        return new ModelEntry(id, member.Name, isFree, arguments[1]);
    }
}
