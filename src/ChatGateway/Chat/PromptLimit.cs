using System.Globalization;

namespace ChatGateway;

/// <summary>Refuses prompts that are too long for the key, before anything is sent.</summary>
/// <param name="limit">The tokens that a prompt must stay below.</param>
/// <param name="counter">Counts the tokens of a text; null estimates them.</param>
internal sealed class PromptLimit(int limit, Func<ModelId, string, int>? counter)
{
    // of the chat form: OpenAI's cookbook gives 3 a message and 3 for the answer's beginning
    private const int TokensPerMessage = 3;
    private const int TokensPerRequest = 3;

    /// <exception cref="ArgumentException">The prompt is too long.</exception>
    public void Check(ChatCompletionRequest request)
    {
        int tokens = Count(request);
        if (tokens < limit) return;
        string how = counter is null ? "an estimated" : "a counted";
        throw new ArgumentException(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{nameof(request.Messages)} have {how} {tokens} tokens and must stay below {limit}, or the gateway refuses them with a 403: shorten them, use a paid key (ChatGatewayOptions.KeyTier), or set ChatGatewayOptions.Quota.MaxPromptTokens if the key allows more. Nothing was sent."),
            nameof(request));
    }

    private int Count(ChatCompletionRequest request)
    {
        long tokens = TokensPerRequest;
        foreach (ChatRequestMessage message in request.Messages)
        {
            tokens += TokensPerMessage;
            if (message.Content?.Text is { } text) tokens += CountText(request.Model, text);
        }
        return (int)Math.Min(tokens, int.MaxValue);
    }

    private int CountText(ModelId model, string text) => counter?.Invoke(model, text) ?? TokenEstimate.AtLeast(text);
}
