namespace ChatGateway;

public partial record ChatCompletionChoice
{
    /// <summary>The members that no type declares, as they came.</summary>
    internal ReadOnlySpan<byte> Undeclared => _extensionData is null ? default : _extensionData.Raw;
}
