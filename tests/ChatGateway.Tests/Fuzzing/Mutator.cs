namespace ChatGateway.Tests.Fuzzing;

/// <summary>Changes bytes at random: a few small changes on top of each other, most often one.</summary>
internal static class Mutator
{
    /// <summary>Longer inputs cost time and reach nothing new.</summary>
    private const int MaxLength = 16 * 1024;

    /// <summary>What grows faster than its input shows here.</summary>
    private const int MaxRepeatedLength = 48 * 1024;

    private const int LongestSlice = 200;

    /// <param name="random">The source of all choices.</param>
    /// <param name="bytes">What to change; stays as it is.</param>
    /// <param name="other">Another input to take slices from.</param>
    public static byte[] Mutate(Random random, byte[] bytes, byte[] other)
    {
        List<byte> result = [.. bytes];
        do MutateOnce(random, result, other);
        while (random.Next(5) < 3);
        if (result.Count > MaxLength) result.RemoveRange(MaxLength, result.Count - MaxLength);
        if (random.Next(500) == 0) Repeat(random, result);
        return [.. result];
    }

    private static void MutateOnce(Random random, List<byte> bytes, byte[] other)
    {
        int at = random.Next(bytes.Count + 1);
        (int start, int length) = Slice(random, bytes.Count);
        switch (random.Next(10))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when at < bytes.Count:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
                bytes.RemoveRange(start, length);
                break;
            case 3:
                bytes.InsertRange(at, MutationTokens.Pick(random));
                break;
            case 4:
                byte[] token = MutationTokens.Pick(random);
                bytes.RemoveRange(at, Math.Min(token.Length, bytes.Count - at));
                bytes.InsertRange(at, token);
                break;
            case 5:
                bytes.InsertRange(at, bytes.GetRange(start, length));
                break;
            case 6 when random.Next(4) == 0:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 7:
                Splice(random, bytes, at, other);
                break;
            default:
                ReplaceValue(random, bytes, at);
                break;
        }
    }

    /// <summary>Puts a token where a JSON value, a member or a line stands: most others only break the JSON.</summary>
    private static void ReplaceValue(Random random, List<byte> bytes, int from)
    {
        int start = from < bytes.Count ? bytes.FindIndex(from, IsDelimiter) : -1;
        if (start < 0) return;
        int end = bytes.FindIndex(start + 1, IsDelimiter);
        bool insert = random.Next(2) == 0;
        if (end < 0 || insert) end = start + 1;
        bytes.RemoveRange(start + 1, end - start - 1);
        bytes.InsertRange(start + 1, MutationTokens.Pick(random));
    }

    private static bool IsDelimiter(byte value) => value is (byte)':' or (byte)',' or (byte)'{' or (byte)'[' or (byte)'}' or (byte)']' or (byte)'\n';

    private static void Splice(Random random, List<byte> bytes, int at, byte[] other)
    {
        (int start, int length) = Slice(random, other.Length);
        if (random.Next(4) == 0)
        {
            bytes.RemoveRange(at, bytes.Count - at);
            length = other.Length - start;
        }
        bytes.InsertRange(at, other.AsSpan(start, length).ToArray());
    }

    private static void Repeat(Random random, List<byte> bytes)
    {
        (int start, int length) = Slice(random, bytes.Count);
        if (length == 0) return;
        byte[] slice = [.. bytes.GetRange(start, length)];
        int count = random.Next((MaxRepeatedLength - bytes.Count) / length);
        bytes.InsertRange(start, Enumerable.Repeat(slice, count).SelectMany(piece => piece));
    }

    private static (int Start, int Length) Slice(Random random, int count)
    {
        int start = random.Next(count + 1);
        // short ones are more often whole values
        int longest = Math.Min(count - start, random.Next(3) == 0 ? LongestSlice : 12);
        return (start, random.Next(longest + 1));
    }
}
