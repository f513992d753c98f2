using Microsoft.Extensions.AI;

namespace ChatGateway;

/// <summary>What was billed, as Microsoft.Extensions.AI counts it.</summary>
internal static class UsageCounts
{
    private const string Input = "InputTokenDetails";
    private const string Output = "OutputTokenDetails";

    public static UsageDetails From(TokenUsage usage)
    {
        PromptTokensDetails? prompt = usage.PromptTokensDetails;
        CompletionTokensDetails? answer = usage.CompletionTokensDetails;
        var details = new UsageDetails
        {
            InputTokenCount = usage.PromptTokens,
            OutputTokenCount = usage.CompletionTokens,
            TotalTokenCount = usage.TotalTokens,
            CachedInputTokenCount = prompt?.CachedTokens ?? usage.PromptCacheHitTokens ?? usage.CachedTokens,
            ReasoningTokenCount = answer?.ReasoningTokens,
        };
        // the names of the official adapter; its typed members for sound and text are still experimental
        Add(details, $"{Input}.AudioTokenCount", prompt?.AudioTokens);
        Add(details, $"{Input}.TextTokenCount", prompt?.TextTokens);
        Add(details, $"{Input}.ImageTokenCount", prompt?.ImageTokens);
        Add(details, $"{Input}.CacheWriteTokenCount", prompt?.CacheWriteTokens);
        Add(details, $"{Output}.AudioTokenCount", answer?.AudioTokens);
        Add(details, $"{Output}.TextTokenCount", answer?.TextTokens);
        Add(details, $"{Output}.AcceptedPredictionTokenCount", answer?.AcceptedPredictionTokens);
        Add(details, $"{Output}.RejectedPredictionTokenCount", answer?.RejectedPredictionTokens);
        return details;
    }

    private static void Add(UsageDetails details, string name, int? count)
    {
        if (count is { } known) (details.AdditionalCounts ??= [])[name] = known;
    }
}
