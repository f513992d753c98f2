namespace ChatGateway;

/// <summary>Finds options that contradict each other.</summary>
internal static class OptionContradictions
{
    /// <summary>What is wrong, naming both options and their values; null when nothing is.</summary>
    public static List<string>? Find(ResilienceOptions resilience)
    {
        List<string>? failures = null;
        if (resilience.AttemptTimeout > resilience.TotalTimeout)
            Add(ref failures, nameof(resilience.AttemptTimeout), resilience.AttemptTimeout, nameof(resilience.TotalTimeout), resilience.TotalTimeout);
        if (resilience.RetryDelay > resilience.MaxRetryDelay)
            Add(ref failures, nameof(resilience.RetryDelay), resilience.RetryDelay, nameof(resilience.MaxRetryDelay), resilience.MaxRetryDelay);
        if (resilience.IdleTimeout > resilience.EventTimeout)
            Add(ref failures, nameof(resilience.IdleTimeout), resilience.IdleTimeout, nameof(resilience.EventTimeout), resilience.EventTimeout);
        return failures;
    }

    private static void Add(ref List<string>? failures, string smaller, TimeSpan value, string larger, TimeSpan bound) => (failures ??= []).Add(
        $"{nameof(ChatGatewayOptions.Resilience)}.{smaller} ({value}) must not exceed {nameof(ChatGatewayOptions.Resilience)}.{larger} ({bound}).");
}
