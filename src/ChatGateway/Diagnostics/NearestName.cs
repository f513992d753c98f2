namespace ChatGateway;

/// <summary>
/// Finds the model id that a wrong one probably means: casing, separators, a typo, a provider's prefix, the cheaper route, a snapshot, a
/// family's name. Plain text in, plain text out: the analyzer compiles this file, too, on an older platform.
/// </summary>
internal static class NearestName
{
    private const string CheaperSuffix = "-ca";
    private const string LatestSuffix = "-latest";

    /// <summary>How short a name may be to stand for a whole family.</summary>
    private const int ShortestFamily = 4;

    /// <summary>The nearest of some ids, or null when none resembles the wanted one.</summary>
    /// <param name="wanted">The wrong id.</param>
    /// <param name="ids">The right ones.</param>
    /// <param name="isPreferred">Which of two equally near ids is meant, such as those of the same kind.</param>
    public static string? Find(string wanted, IEnumerable<string> ids, Func<string, bool>? isPreferred = null)
    {
        string sought = Essence(wanted);
        NameCandidate? best = null;
        foreach (string id in ids)
        {
            var candidate = new NameCandidate(id, sought, Essence(id), isPreferred?.Invoke(id) == true);
            if (best is null || candidate.IsNearerThan(best)) best = candidate;
        }
        return best is not null && best.Resembles(ShortestFamily) ? best.Id : null;
    }

    /// <summary>Whether an id that nobody knows sounds like an embedding model's.</summary>
    public static bool SoundsLikeEmbedding(string id) => Essence(id).Contains("embed");

    /// <summary>What makes the model: not casing and separators, who relays it, the cheaper route's suffix or a snapshot's date.</summary>
    private static string Essence(string id)
    {
        string text = id.Trim().ToLowerInvariant().Replace('_', '-').Replace(' ', '-');
        text = text.Substring(text.LastIndexOf('/') + 1);
        int variant = text.IndexOf(':');
        if (variant > 0) text = text.Substring(0, variant);
        text = Without(CheaperSuffix, Without(LatestSuffix, text));
        string[] words = text.Split('-');
        return string.Concat(words.Take(words.Length - DateWords(words))).Replace(".", "");
    }

    private static string Without(string suffix, string text) =>
        text.EndsWith(suffix, StringComparison.Ordinal) ? text.Substring(0, text.Length - suffix.Length) : text;

    // -2024-11-20, -20251101, -250528, -0613
    private static int DateWords(string[] words)
    {
        int count = words.Length;
        if (count > 3 && IsNumber(words[count - 3], 4) && IsNumber(words[count - 2], 2) && IsNumber(words[count - 1], 2)) return 3;
        return count > 2 && (IsNumber(words[count - 1], 4) || IsNumber(words[count - 1], 6) || IsNumber(words[count - 1], 8)) ? 1 : 0;
    }

    private static bool IsNumber(string word, int length) => word.Length == length && word.All(c => c is >= '0' and <= '9');
}
