using ChatGateway.Tests.Fuzzing;
using ChatGateway.Tests.Wire;
using CsCheck;
using Xunit;

namespace ChatGateway.Tests.Streaming;

/// <summary>However the bytes of a stream arrive, they are the same chunks and the same ending.</summary>
public sealed class StreamSplitTests
{
    private const int SplitsOfASample = 25;
    private const int GeneratedStreams = 400;

    // negative sizes complete asynchronously
    private static readonly Gen<int[]> Pieces = Gen.Frequency(
        (3, Gen.Int[1, 64]),
        (1, Gen.Int[1, 4096]),
        (1, Gen.Int[-64, -1])).Array[1, 6];

    public static TheoryData<string> Samples => [.. Corpus.SampleNames(FuzzTarget.Stream)];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Stream_Sample_IsTheSameInAnySplit(string name)
    {
        byte[] body = WireSample.Bytes(name);
        await AssertSameAsync(body, [1]);
        await AssertSameAsync(body, [-1, 1]);
        await Pieces.SampleAsync(pieces => AssertSameAsync(body, pieces), iter: SplitsOfASample, threads: 1);
    }

    [Fact]
    public Task Stream_Generated_IsTheSameInAnySplit() =>
        Gen.Select(GeneratedBodies.Streams, Pieces).SampleAsync((body, pieces) => AssertSameAsync(body, pieces), iter: GeneratedStreams, threads: 1);

    private static async Task AssertSameAsync(byte[] body, int[] pieces)
    {
        FuzzInput whole = FuzzInput.Of(FuzzTarget.Stream, body);
        using var client = new FuzzClient();
        Outcome expected = await RunAsync(client, whole);
        Outcome actual = await RunAsync(client, whole with { Pieces = pieces });

        Assert.Equal(expected.Chunks.Select(Json.Write), actual.Chunks.Select(Json.Write));
        Assert.Equal(expected.Ending, actual.Ending);
        Assert.Equal(expected.Failure?.Message, actual.Failure?.Message);
        Assert.Equal(Json.Write(expected.Answer), Json.Write(actual.Answer));
    }

    private static Task<Outcome> RunAsync(FuzzClient client, FuzzInput input) => FuzzLimit.WithinAsync(() => client.EnumerateAsync(input));
}
