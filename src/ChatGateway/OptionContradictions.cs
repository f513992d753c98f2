namespace ChatGateway;

/// <summary>Finds options that contradict each other or themselves, or say nothing.</summary>
internal static class OptionContradictions
{
    // what nobody has set gives way to what somebody has
    private static readonly ResilienceOptions Default = new();

    /// <summary>What is wrong, naming both options and their values; null when nothing is.</summary>
    public static List<string>? Find(ChatGatewayOptions options)
    {
        List<string>? failures = null;
        ResilienceOptions resilience = options.Resilience;
        if (resilience.AttemptTimeout > resilience.TotalTimeout && resilience.AttemptTimeout != Default.AttemptTimeout)
            Add(ref failures, nameof(resilience.AttemptTimeout), resilience.AttemptTimeout, nameof(resilience.TotalTimeout), resilience.TotalTimeout);
        if (resilience.RetryDelay > resilience.MaxRetryDelay && resilience.RetryDelay != Default.RetryDelay)
            Add(ref failures, nameof(resilience.RetryDelay), resilience.RetryDelay, nameof(resilience.MaxRetryDelay), resilience.MaxRetryDelay);
        if (resilience.IdleTimeout > resilience.EventTimeout && resilience.IdleTimeout != Default.IdleTimeout)
            Add(ref failures, nameof(resilience.IdleTimeout), resilience.IdleTimeout, nameof(resilience.EventTimeout), resilience.EventTimeout);
        if (options.DefaultModel is { Value.Length: 0 }) (failures ??= []).Add($"{nameof(ChatGatewayOptions.DefaultModel)} must not be empty.");
        if (options.Quota.FilePath is { } path && string.IsNullOrWhiteSpace(path))
            (failures ??= []).Add($"{nameof(ChatGatewayOptions.Quota)}.{nameof(QuotaOptions.FilePath)} must not be empty.");
        if (options.Quota.ResetUtcOffset is { } offset && offset.Ticks % TimeSpan.TicksPerMinute != 0)
            (failures ??= []).Add($"{nameof(ChatGatewayOptions.Quota)}.{nameof(QuotaOptions.ResetUtcOffset)} ({offset}) must be of whole minutes.");
        if (options.Quota.DailyQuotaTexts is { } texts && texts.Any(string.IsNullOrWhiteSpace))
            (failures ??= []).Add($"{nameof(ChatGatewayOptions.Quota)}.{nameof(QuotaOptions.DailyQuotaTexts)} must hold no empty text: every refusal would be one for the day.");
        if (options.Quota.RequestsPerDay is { } numbers)
        {
            AddNegative(ref failures, numbers);
            AddMisspelt(ref failures, numbers.Keys, options.Quota.ModelGroups?.Values ?? []);
        }
        if (options.Quota.ModelGroups is { } groups) AddImpossible(ref failures, groups);
        return failures;
    }

    // the attributes of ranges do not reach into dictionaries
    private static void AddNegative(ref List<string>? failures, IDictionary<string, int> numbers)
    {
        foreach ((string group, int number) in numbers)
        {
            if (number < 0) (failures ??= []).Add($"{nameof(ChatGatewayOptions.Quota)}.{nameof(QuotaOptions.RequestsPerDay)} of {group} ({number}) must not be negative.");
        }
    }

    // a group that nothing belongs to limits nothing
    private static void AddMisspelt(ref List<string>? failures, IEnumerable<string> named, IEnumerable<string> own)
    {
        string[] groups = [ModelCatalog.FreeTier.ChatGroup, .. ModelCatalog.FreeModels.Select(model => model.QuotaGroup), .. own];
        foreach (string name in named.Except(groups, StringComparer.Ordinal))
        {
            if (groups.FirstOrDefault(group => LettersOf(group) == LettersOf(name)) is { } meant)
                (failures ??= []).Add($"{nameof(ChatGatewayOptions.Quota)}.{nameof(QuotaOptions.RequestsPerDay)} names the group {name}, which is spelt {meant}.");
        }

        static string LettersOf(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();
    }

    // what a model counts towards anyway would be counted as its group, too
    private static void AddImpossible(ref List<string>? failures, IDictionary<string, string> groups)
    {
        foreach ((string model, string group) in groups)
        {
            if (string.IsNullOrWhiteSpace(group))
                (failures ??= []).Add($"{nameof(ChatGatewayOptions.Quota)}.{nameof(QuotaOptions.ModelGroups)} of {model} must not be empty.");
            else if (group == ModelCatalog.FreeTier.ChatGroup)
                (failures ??= []).Add($"{nameof(ChatGatewayOptions.Quota)}.{nameof(QuotaOptions.ModelGroups)} of {model} ({group}) must not be the name of all chat together, which it counts towards in any group.");
        }
    }

    private static void Add(ref List<string>? failures, string smaller, TimeSpan value, string larger, TimeSpan bound) => (failures ??= []).Add(
        $"{nameof(ChatGatewayOptions.Resilience)}.{smaller} ({value}) must not exceed {nameof(ChatGatewayOptions.Resilience)}.{larger} ({bound}).");
}
