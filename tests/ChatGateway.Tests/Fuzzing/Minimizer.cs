namespace ChatGateway.Tests.Fuzzing;

/// <summary>Shortens an input while it still breaks the same promise: ever smaller slices are left out, and whole reads tried.</summary>
internal static class Minimizer
{
    private const int MaxTries = 3000;

    /// <param name="input">The input.</param>
    /// <param name="fails">Whether an input still breaks the promise.</param>
    public static async Task<FuzzInput> MinimizeAsync(FuzzInput input, Func<FuzzInput, Task<bool>> fails)
    {
        FuzzInput whole = input with { Pieces = FuzzInput.Whole };
        if (await fails(whole)) input = whole;
        int tries = 0;
        for (int length = input.Body.Length / 2; length > 0; length /= 2)
        {
            int start = 0;
            while (start < input.Body.Length && tries++ < MaxTries)
            {
                byte[] shorter = [.. input.Body[..start], .. input.Body[Math.Min(start + length, input.Body.Length)..]];
                FuzzInput candidate = input with { Body = shorter };
                if (await fails(candidate)) input = candidate;
                else start += length;
            }
        }
        return input;
    }
}
