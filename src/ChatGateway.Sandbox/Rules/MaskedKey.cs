namespace ChatGateway.Sandbox;

/// <summary>A key as the gateway prints it in its errors: <c>sk-Ab1****xYz9</c>.</summary>
internal static class MaskedKey
{
    private const string Mask = "****";
    private const int Head = 6;
    private const int Tail = 4;

    /// <summary>A key too short to hide anything between head and tail is masked whole.</summary>
    public static string Of(string? key)
        => key is null || key.Length < Head + Tail + Mask.Length ? Mask : $"{key[..Head]}{Mask}{key[^Tail..]}";
}
