namespace ChatGateway.Tests.Quota;

/// <summary>A store that decides late, whether or not somebody still waits for it.</summary>
internal sealed class HeldQuotaStore : QuotaStore
{
    private readonly MemoryQuotaStore _inner = new();
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _givenBack = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _locked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when a request was given back.</summary>
    public Task GivenBack => _givenBack.Task;

    /// <summary>Ends when the lock's time was set to nothing.</summary>
    public Task LeftToTheNext => _locked.Task;

    /// <summary>Lets the store decide, from now on.</summary>
    public void Open() => _opened.TrySetResult();

    /// <summary>Makes the next request a probe.</summary>
    public ValueTask LetProbe(QuotaScope scope) => _inner.LockAsync(scope, TimeSpan.Zero, CancellationToken.None);

    public override async ValueTask<QuotaDecision> TakeAsync(QuotaScope scope, CancellationToken cancellationToken)
    {
        await _opened.Task;
        return await _inner.TakeAsync(scope, CancellationToken.None);
    }

    public override async ValueTask GiveBackAsync(QuotaScope scope, int day, CancellationToken cancellationToken)
    {
        await _inner.GiveBackAsync(scope, day, cancellationToken);
        _givenBack.TrySetResult();
    }

    public override async ValueTask LockAsync(QuotaScope scope, TimeSpan duration, CancellationToken cancellationToken)
    {
        await _inner.LockAsync(scope, duration, cancellationToken);
        if (duration == TimeSpan.Zero) _locked.TrySetResult();
    }

    public override ValueTask UnlockAsync(QuotaScope scope, CancellationToken cancellationToken) => _inner.UnlockAsync(scope, cancellationToken);

    public override ValueTask<IReadOnlyList<QuotaCount>> ReadAsync(
        string account, IReadOnlyList<string> groups, TimeSpan resetUtcOffset, CancellationToken cancellationToken) =>
        _inner.ReadAsync(account, groups, resetUtcOffset, cancellationToken);
}
