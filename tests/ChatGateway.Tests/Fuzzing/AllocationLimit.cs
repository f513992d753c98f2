namespace ChatGateway.Tests.Fuzzing;

/// <summary>
/// What reading an answer may allocate. An object of four bytes, <c>{},</c>, becomes a record of a few hundred: the share is
/// generous, yet what grows with the square of the input exceeds it within a few kilobytes.
/// </summary>
internal static class AllocationLimit
{
    private const long Fixed = 512 * 1024;
    private const long Share = 256;

    public static long For(int inputLength) => Fixed + (Share * inputLength);
}
