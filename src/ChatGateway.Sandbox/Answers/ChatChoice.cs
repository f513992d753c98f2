namespace ChatGateway.Sandbox;

/// <summary>One choice, in pieces of the size of tokens.</summary>
/// <param name="Index">The position of the choice.</param>
/// <param name="Reasoning">The reasoning; empty for models that do not show it.</param>
/// <param name="Content">The text; empty beside calls.</param>
/// <param name="Calls">The tool calls.</param>
/// <param name="FinishReason">Why it ends.</param>
internal sealed record ChatChoice(
    int Index,
    IReadOnlyList<string> Reasoning,
    IReadOnlyList<string> Content,
    IReadOnlyList<ToolInvocation> Calls,
    string FinishReason);
