namespace ChatGateway.Tests.Fuzzing;

/// <summary>One answer of a gateway.</summary>
/// <param name="Target">What it answers.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="MediaType">The content type.</param>
/// <param name="Body">The bytes.</param>
/// <param name="Pieces">How many bytes each read gives, in turn; negative ones complete asynchronously.</param>
internal sealed record FuzzInput(FuzzTarget Target, int Status, string MediaType, byte[] Body, int[] Pieces)
{
    public static readonly int[] Whole = [int.MaxValue];

    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>A well-behaved gateway's answer of these bytes.</summary>
    public static FuzzInput Of(FuzzTarget target, byte[] body) => new(
        target,
        target == FuzzTarget.Error ? 400 : 200,
        target == FuzzTarget.Stream ? "text/event-stream" : "application/json",
        body,
        Whole);
}
