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
        // no estimate is higher than the first sum, and most prompts are far below
        if (counter is null && Sum(request, static text => TokenEstimate.AtMost(text)) < limit) return;
        long tokens = Sum(request, counter is null ? static text => TokenEstimate.AtLeast(text) : Of(request.Model, counter));
        if (tokens < limit) return;
        string how = counter is null ? "an estimated" : "a counted";
        throw new ArgumentException(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{nameof(request.Messages)} have {how} {tokens} tokens and must stay below {limit}, or the gateway refuses them with a 403: shorten them, use a paid key (ChatGatewayOptions.KeyTier), or set ChatGatewayOptions.Quota.MaxPromptTokens if the key allows more. Nothing was sent."),
            nameof(request));
    }

    // by itself: a request that is only estimated makes no closure
    private static Func<string, int> Of(ModelId model, Func<ModelId, string, int> counter) => text => counter(model, text);

    private static long Sum(ChatCompletionRequest request, Func<string, int> tokensOf)
    {
        long tokens = TokensPerRequest;
        for (int i = 0; i < request.Messages.Count; i++)
        {
            tokens += TokensPerMessage;
            if (request.Messages[i].Content?.Text is { } text) tokens += tokensOf(text);
        }
        return tokens;
    }
}
