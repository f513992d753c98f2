using ChatGateway.Tests.Wire;
using CsCheck;

namespace ChatGateway.Tests.Fuzzing;

/// <summary>The inputs that mutation starts from: the wire samples, generated documents, and what turned out to be worth keeping.</summary>
internal sealed class Corpus
{
    private const int GeneratedOfEach = 30;

    private readonly Dictionary<FuzzTarget, List<byte[]>> _bodies = [];

    /// <param name="seed">Decides the generated documents.</param>
    public Corpus(uint seed)
    {
        var random = new PCG(seed);
        foreach (FuzzTarget target in Enum.GetValues<FuzzTarget>())
        {
            Gen<byte[]> generated = GeneratedBodies.Of(target);
            List<byte[]> bodies = [.. SampleNames(target).Select(WireSample.Bytes)];
            for (int i = 0; i < GeneratedOfEach; i++) bodies.Add(generated.Generate(random, null, out _));
            _bodies.Add(target, bodies);
        }
    }

    public static IEnumerable<string> SampleNames(FuzzTarget target) => target switch
    {
        FuzzTarget.Chat => WireSample.Names("chat"),
        FuzzTarget.Embeddings => WireSample.Names("embeddings"),
        FuzzTarget.Models => WireSample.Names("models").Where(name => name.Contains("list", StringComparison.Ordinal)),
        FuzzTarget.Error => WireSample.Names("errors"),
        _ => WireSample.Names("stream"),
    };

    public int Count => _bodies.Values.Sum(bodies => bodies.Count);

    public IReadOnlyList<byte[]> Of(FuzzTarget target) => _bodies[target];

    public byte[] Pick(Random random, FuzzTarget target) => _bodies[target][random.Next(_bodies[target].Count)];

    public void Keep(FuzzInput input) => _bodies[input.Target].Add(input.Body);
}
