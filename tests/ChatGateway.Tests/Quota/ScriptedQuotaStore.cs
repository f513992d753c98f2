namespace ChatGateway.Tests.Quota;

/// <summary>A store that decides and tells what a test says, and takes whatever it is told.</summary>
internal sealed class ScriptedQuotaStore(Func<Task<QuotaDecision>> take, Func<Task<IReadOnlyList<QuotaCount>>> read) : QuotaStore
{
    public override ValueTask<QuotaDecision> TakeAsync(QuotaScope scope, CancellationToken cancellationToken) => new(take());

    public override ValueTask GiveBackAsync(QuotaScope scope, int day, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public override ValueTask LockAsync(QuotaScope scope, TimeSpan duration, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public override ValueTask UnlockAsync(QuotaScope scope, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public override ValueTask<IReadOnlyList<QuotaCount>> ReadAsync(
        string account, IReadOnlyList<string> groups, TimeSpan resetUtcOffset, CancellationToken cancellationToken) => new(read());
}
