namespace ChatGateway;

/// <summary>Finds the model that an id probably means: casing, a typo, the cheaper route, a dated snapshot.</summary>
internal static class NearestModel
{
    private const string CheaperSuffix = "-ca";

    /// <summary>The nearest id of the same kind, or null when none resembles it.</summary>
    public static ModelId? Find(ModelId wanted, IReadOnlyCollection<ModelId> allowed)
    {
        string name = Normalize(wanted.Value);
        bool isEmbedding = name.Contains("embed", StringComparison.Ordinal);
        (ModelId Id, int Distance) best = allowed
            .Where(id => IsEmbedding(id) == isEmbedding)
            .Select(id => (Id: id, Distance: Distance(name, Normalize(id.Value))))
            // a shared family outweighs a few letters: gpt-4 means gpt-4o rather than glm-4
            .OrderBy(candidate => candidate.Distance)
            .ThenByDescending(candidate => CommonPrefix(name, Normalize(candidate.Id.Value)))
            .ThenBy(candidate => candidate.Id.Value.Length)
            .ThenBy(candidate => candidate.Id.Value, StringComparer.Ordinal)
            .FirstOrDefault();
        bool resembles = best.Id.Value.Length > 0
            && (best.Distance <= Math.Max(2, name.Length / 3) || CommonPrefix(name, Normalize(best.Id.Value)) >= 3);
        return resembles ? best.Id : (ModelId?)null;
    }

    private static bool IsEmbedding(ModelId id) => ModelCatalog.TryGet(id, out CatalogModel? model)
        ? model.Kind == ModelKind.Embedding
        : id.Value.Contains("embed", StringComparison.OrdinalIgnoreCase);

    // casing, separators, the cheaper route's suffix and a snapshot's date are not what makes the model
    private static string Normalize(string id)
    {
        string text = id.Trim().ToLowerInvariant().Replace('_', '-').Replace(' ', '-');
        if (text.EndsWith(CheaperSuffix, StringComparison.Ordinal)) text = text[..^CheaperSuffix.Length];
        string[] words = text.Split('-');
        bool isDated = words.Length > 3 && words[^3] is { Length: 4 } year && year.All(char.IsAsciiDigit)
            && words[^2] is { Length: 2 } && words[^1] is { Length: 2 };
        return (isDated ? string.Join('-', words[..^3]) : text).Replace(".", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
    }

    private static int CommonPrefix(string a, string b) => a.AsSpan().CommonPrefixLength(b);

    // Levenshtein's distance, one row at a time
    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.Length];
    }
}
