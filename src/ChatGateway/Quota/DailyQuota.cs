namespace ChatGateway;

/// <summary>The daily quotas of a client: which there are, what was used of them, and which models are still free to use.</summary>
internal sealed class DailyQuota(QuotaPlan plan, QuotaStore store, TimeSpan maxWait, Func<ModelId, bool> isAllowed, TimeProvider timeProvider)
{
    public QuotaPlan Plan => plan;

    public QuotaStore Store => store;

    public DailyQuotaLimiter Limiter { get; } = new(store);

    /// <summary>The longest that a call waits for its quota.</summary>
    public TimeSpan MaxWait => maxWait;

    /// <summary>When the day ends.</summary>
    public DateTimeOffset ResetsAt => new QuotaCalendar(plan.ResetUtcOffset).NextReset(timeProvider.GetUtcNow());

    /// <summary>What was used of each group, the total last.</summary>
    public ValueTask<IReadOnlyList<QuotaUsage>> ReadAsync(string? apiKey, CancellationToken cancellationToken) =>
        ReadAsync(plan.AccountOf(apiKey).Name, [.. plan.Groups, plan.Total], cancellationToken);

    /// <summary>The same for who asks about a model, whose group may be none of the plan's: then it stands before the total.</summary>
    public ValueTask<IReadOnlyList<QuotaUsage>> ReadAsync(QuotaScope scope, ModelId model, CancellationToken cancellationToken)
    {
        bool isKnown = plan.Groups.Append(plan.Total).Any(group => group.Name == scope.Group);
        QuotaGroup[] more = isKnown ? [] : [new QuotaGroup(scope.Group, scope.Limit, scope.TotalGroup is not null, [model.Value])];
        return ReadAsync(scope.Account, [.. plan.Groups, .. more, plan.Total], cancellationToken);
    }

    /// <summary>Gives a permit back whose request was not sent; what a probe was to find out is left to the next.</summary>
    public async ValueTask GiveBackAsync(QuotaScope scope, QuotaLease permit)
    {
        await store.GiveBackAsync(scope, permit.Decision.Day, CancellationToken.None).ConfigureAwait(false);
        if (permit.IsProbe) await store.LockAsync(scope, TimeSpan.Zero, CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>The allowed models of a kind that have requests left, those with most of them first.</summary>
    public IReadOnlyList<ModelId> AvailableModels(IReadOnlyList<QuotaUsage> usage, bool isEmbedding)
    {
        bool isTotalUsedUp = usage[^1].Remaining == 0;
        return
        [
            .. plan.Groups.Zip(usage, (group, used) => (group, used.Remaining))
                .Where(entry => entry.Remaining != 0 && entry.group.IsChat != isEmbedding && (isEmbedding || !isTotalUsedUp))
                .OrderByDescending(entry => entry.Remaining ?? int.MaxValue)
                .SelectMany(entry => entry.group.Models, (_, id) => new ModelId(id))
                .Where(isAllowed),
        ];
    }

    private async ValueTask<IReadOnlyList<QuotaUsage>> ReadAsync(string account, QuotaGroup[] groups, CancellationToken cancellationToken)
    {
        IReadOnlyList<QuotaCount> counts = await store.ReadAsync(
            account, [.. groups.Select(group => group.Name)], plan.ResetUtcOffset, cancellationToken).ConfigureAwait(false);
        DateTimeOffset resetsAt = ResetsAt;
        return [.. groups.Zip(counts, (group, count) => new QuotaUsage(group.Name, [.. group.Models.Select(id => new ModelId(id))], count.Used, group.Limit, resetsAt, count.LockedUntil))];
    }
}
