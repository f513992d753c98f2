using System.Collections.Concurrent;
using System.Diagnostics;
using ChatGateway.Tests.Fuzzing;

namespace ChatGateway.Fuzz;

/// <summary>
/// Mutates and checks, one input at a time. Inputs that reach something new join the corpus, so that mutations stack.
/// The workers share nothing, and so each of them does the same again when the seed is the same.
/// </summary>
internal sealed class FuzzWorker(int number, FuzzArguments arguments, FindingStore findings)
{
    private readonly ConcurrentDictionary<string, byte> _features = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _endings = new(StringComparer.Ordinal);
    private Corpus? _corpus;
    private FuzzInput? _current;
    private long _started;
    private long _executions;

    public long Executions => Interlocked.Read(ref _executions);

    public ICollection<string> Features => _features.Keys;

    public IReadOnlyDictionary<string, long> Endings => _endings;

    public int CorpusCount => _corpus?.Count ?? 0;

    /// <summary>The input that is being read.</summary>
    public FuzzInput? Current => Volatile.Read(ref _current);

    /// <summary>How long the current input has been read for.</summary>
    public TimeSpan Elapsed => Current is null ? TimeSpan.Zero : Stopwatch.GetElapsedTime(Interlocked.Read(ref _started));

    public void Run(CancellationToken cancellationToken)
    {
        var random = new Random(HashCode(arguments.Seed, number));
        using var oracle = new Oracle();
        var corpus = new Corpus((uint)random.Next());
        _corpus = corpus;
        foreach (FuzzTarget target in arguments.Targets.Distinct())
        {
            foreach (byte[] body in corpus.Of(target)) Execute(oracle, FuzzInput.Of(target, body));
        }
        while (!cancellationToken.IsCancellationRequested)
        {
            FuzzTarget target = arguments.Targets[random.Next(arguments.Targets.Count)];
            FuzzInput input = InputSource.Next(random, corpus, target);
            if (Execute(oracle, input)) corpus.Keep(input);
        }
    }

    // the framework's own differs from one process to the next
    private static int HashCode(int seed, int number) => unchecked((seed * 397) ^ (number * 7919));

    private bool Execute(Oracle oracle, FuzzInput input)
    {
        Verdict verdict = Check(oracle, input);
        Interlocked.Increment(ref _executions);
        _endings.AddOrUpdate(verdict.Ending, 1, (_, count) => count + 1);
        if (verdict.Violation is { } violation && findings.IsWanted(violation.Kind))
        {
            // minimising reads many inputs: each has its own time
            findings.Add(Finding.MinimizeAsync(violation, input, arguments.Seed, candidate => Task.FromResult(Check(oracle, candidate))).GetAwaiter().GetResult());
        }
        bool isNew = false;
        foreach (string feature in verdict.Features) isNew |= _features.TryAdd(feature, 0);
        return isNew;
    }

    private Verdict Check(Oracle oracle, FuzzInput input)
    {
        Interlocked.Exchange(ref _started, Stopwatch.GetTimestamp());
        Volatile.Write(ref _current, input);
        Verdict verdict = oracle.CheckAsync(input).GetAwaiter().GetResult();
        Volatile.Write(ref _current, null);
        return verdict;
    }
}
