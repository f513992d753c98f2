using System.Globalization;

namespace ChatGateway;

/// <summary>
/// Parameters that a model is known to refuse. OpenAI's reasoning models take only the temperature 1 and call the bound of an answer
/// max_completion_tokens (OpenAI reference); DeepSeek's thinking models give no log probabilities (DeepSeek's documentation).
/// </summary>
internal static class ModelParameterRules
{
    private const string OpenAI = "openai";
    private const string DeepSeek = "deepseek";

    // open weights, which other servers run with any temperature
    private const string OpenWeights = "gpt-oss";

    /// <summary>Whether the model is known to take only the newer name of the bound of an answer.</summary>
    public static bool TakesMaxCompletionTokens(string id) => ModelCatalog.ReasoningProvider(id) == OpenAI && IsHosted(id);

    /// <summary>The first parameter that the model refuses, and why; null when none is known.</summary>
    public static (string Parameter, string Reason)? FindRefused(ChatCompletionRequest request)
    {
        // a model that is told not to think takes any temperature (OpenAI, since GPT-5.1)
        bool setsTemperature = request.Temperature is { } temperature && temperature != 1 && request.ReasoningEffort != ReasoningEffortLevel.None;
        bool asksForLogprobs = request.Logprobs == true || request.TopLogprobs is not null;
        // most requests set none of these, and need no look at their model
        if (!setsTemperature && !asksForLogprobs && request.MaxTokens is null) return null;
        string id = request.Model.Value;
        switch (ModelCatalog.ReasoningProvider(id))
        {
            case OpenAI when IsHosted(id):
                if (setsTemperature) return (nameof(request.Temperature), string.Create(CultureInfo.InvariantCulture, $"{id} is a reasoning model, which takes no temperature but 1; {request.Temperature} is set."));
                if (request.MaxTokens is not null) return (nameof(request.MaxTokens), $"{id} is a reasoning model, which takes MaxCompletionTokens instead of MaxTokens.");
                return null;
            case DeepSeek when asksForLogprobs:
                return (nameof(request.Logprobs), $"{id} is a thinking model of DeepSeek, which gives no log probabilities.");
            default:
                return null;
        }
    }

    private static bool IsHosted(string id) => !id.StartsWith(OpenWeights, StringComparison.Ordinal);
}
