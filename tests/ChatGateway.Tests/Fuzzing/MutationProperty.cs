using CsCheck;
using Xunit;

namespace ChatGateway.Tests.Fuzzing;

/// <summary>The property that the mutation tests check: whatever becomes of an answer's bytes, the client keeps its promises.</summary>
internal static class MutationProperty
{
    private static readonly Corpus Samples = new(seed: 1);

    public static async Task CheckAsync(FuzzTarget target, long executions)
    {
        using var oracle = new Oracle();
        foreach (byte[] body in Samples.Of(target)) await AssertKeptAsync(oracle, FuzzInput.Of(target, body), seed: 0);
        await Gen.Int.SampleAsync(
            seed => AssertKeptAsync(oracle, InputSource.Next(new Random(seed), Samples, target), seed),
            iter: executions,
            threads: 1);
    }

    private static async Task AssertKeptAsync(Oracle oracle, FuzzInput input, int seed)
    {
        Verdict verdict = await FuzzLimit.WithinAsync(() => oracle.CheckAsync(input));
        if (verdict.Violation is { } violation)
            Assert.Fail((await FuzzLimit.WithinAsync(() => Finding.MinimizeAsync(violation, input, seed, oracle.CheckAsync))).ToString());
    }
}
