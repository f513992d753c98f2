namespace ChatGateway.Tests.Fuzzing;

/// <summary>Makes inputs of a corpus: a mutated body, a status, and the sizes of the reads.</summary>
internal static class InputSource
{
    private static readonly int[] Statuses = [400, 401, 403, 404, 408, 409, 422, 429, 500, 502, 503, 524];
    private static readonly string[] MediaTypes = ["text/event-stream", "application/json", "text/plain", "text/html", "application/octet-stream"];

    public static FuzzInput Next(Random random, Corpus corpus, FuzzTarget target)
    {
        byte[] parent = corpus.Pick(random, target);
        byte[]? body = random.Next(2) == 0 ? TreeMutator.Mutate(random, parent) : null;
        // both kinds together reach what either alone does not
        if (body is null || random.Next(3) == 0) body = Mutator.Mutate(random, body ?? parent, corpus.Pick(random, target));
        FuzzInput input = FuzzInput.Of(target, body) with { Pieces = Pieces(random, body.Length) };
        if (target == FuzzTarget.Error) input = input with { Status = Statuses[random.Next(Statuses.Length)] };
        if (random.Next(20) == 0) input = input with { MediaType = MediaTypes[random.Next(MediaTypes.Length)] };
        return input;
    }

    private static int[] Pieces(Random random, int length)
    {
        // single bytes now and then: every read costs as much as the reading of it
        int largest = random.Next(8) == 0 && length < 4096 ? 3 : 1 + (int)Math.Pow(length + 1, random.NextDouble());
        var pieces = new int[1 + random.Next(6)];
        for (int i = 0; i < pieces.Length; i++)
        {
            int size = 1 + random.Next(largest);
            pieces[i] = random.Next(6) == 0 ? -size : size;
        }
        return pieces;
    }
}
