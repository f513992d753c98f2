namespace ChatGateway;

/// <summary>How near an id is to a sought one; both are compared by their essences. The analyzer compiles this file, too.</summary>
internal sealed class NameCandidate
{
    /// <summary>What another version of the same family counts beside letters.</summary>
    private const int OtherVersion = 4;

    private readonly string _sought;
    private readonly string _essence;
    private readonly int _distance;
    private readonly int _commonPrefix;
    private readonly bool _continues;
    private readonly bool _isPreferred;

    public NameCandidate(string id, string sought, string essence, bool isPreferred)
    {
        Id = id;
        _sought = sought;
        _essence = essence;
        _isPreferred = isPreferred;
        _commonPrefix = CommonPrefix(sought, essence);
        _continues = sought.Length > 0 && essence.StartsWith(sought, StringComparison.Ordinal);
        _distance = Distance(sought, essence) + (IsOtherVersion(sought, essence) ? OtherVersion : 0);
    }

    public string Id { get; }

    // gpt-3.5 means gpt-3.5-turbo rather than gpt-5, and gpt-4 means gpt-4o rather than glm-4
    public bool IsNearerThan(NameCandidate other)
    {
        if (_continues != other._continues) return _continues;
        if (_distance != other._distance) return _distance < other._distance;
        if (_commonPrefix != other._commonPrefix) return _commonPrefix > other._commonPrefix;
        if (_isPreferred != other._isPreferred) return _isPreferred;
        if (Id.Length != other.Id.Length) return Id.Length < other.Id.Length;
        return string.CompareOrdinal(Id, other.Id) < 0;
    }

    /// <summary>Whether it may be meant at all.</summary>
    public bool Resembles(int shortestFamily) =>
        _distance <= Math.Max(2, _sought.Length / 3) || _commonPrefix >= 3
        || (_essence.Length >= shortestFamily && _sought.Contains(_essence));

    // gpt4turbo is no gpt35turbo, but may be a gpt41
    private static bool IsOtherVersion(string a, string b)
    {
        int letters = Count(a, 0, char.IsLetter);
        if (letters == 0 || letters != Count(b, 0, char.IsLetter) || CommonPrefix(a, b) < letters) return false;
        string version = a.Substring(letters, Count(a, letters, char.IsDigit)), other = b.Substring(letters, Count(b, letters, char.IsDigit));
        return !version.StartsWith(other, StringComparison.Ordinal) && !other.StartsWith(version, StringComparison.Ordinal);
    }

    private static int Count(string text, int start, Func<char, bool> isPart)
    {
        int end = start;
        while (end < text.Length && isPart(text[end])) end++;
        return end - start;
    }

    private static int CommonPrefix(string a, string b)
    {
        int length = 0;
        while (length < a.Length && length < b.Length && a[length] == b[length]) length++;
        return length;
    }

    // Levenshtein's distance, one row at a time
    private static int Distance(string a, string b)
    {
        int[] row = Enumerable.Range(0, b.Length + 1).ToArray();
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
