namespace ChatGateway.Sandbox;

/// <summary>An answer before it is written whole or as a stream.</summary>
/// <param name="Id">The id of the completion.</param>
/// <param name="Created">When it was made, Unix seconds.</param>
/// <param name="Model">The model that was asked for.</param>
/// <param name="PromptTokens">Estimated tokens of the prompt.</param>
/// <param name="Choices">The choices in their order.</param>
internal sealed record ChatAnswer(string Id, long Created, string Model, int PromptTokens, IReadOnlyList<ChatChoice> Choices)
{
    public int ReasoningTokens => Choices.Sum(c => c.Reasoning.Count);

    public int CompletionTokens => ReasoningTokens + Choices.Sum(c => c.Content.Count + c.Calls.Sum(call => call.Payload.Count));
}
