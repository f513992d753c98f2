using System.Collections.Concurrent;
using ChatGateway.Tests.Fuzzing;

namespace ChatGateway.Fuzz;

/// <summary>Writes findings to files, the first few of each kind.</summary>
internal sealed class FindingStore(string folder, int seed)
{
    private const int OfAKind = 3;

    private readonly ConcurrentDictionary<string, int> _kinds = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<(string File, Finding Finding)> _written = new();

    /// <summary>How many findings there were, also those that were not written.</summary>
    public int Count => _kinds.Values.Sum();

    public int Kinds => _kinds.Count;

    /// <summary>Counts a violation; false when its kind has been written often enough.</summary>
    public bool IsWanted(string kind) => _kinds.AddOrUpdate(kind, 1, (_, count) => count + 1) <= OfAKind;

    public void Add(Finding finding)
    {
        _kinds.TryAdd(finding.Kind, 1);
        Directory.CreateDirectory(folder);
        string name = string.Concat(finding.Kind.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));
        string file = Path.Combine(folder, $"{name}-{seed}-{_written.Count}.json");
        File.WriteAllText(file, finding.ToJson());
        _written.Enqueue((file, finding));
        Console.WriteLine($"FOUND {finding.Kind}: {file}");
    }

    public void Print()
    {
        foreach ((string file, Finding finding) in _written) Console.WriteLine($"\n{file}\n{finding}");
        foreach ((string kind, int count) in _kinds) Console.WriteLine($"{count,10} {kind}");
    }
}
