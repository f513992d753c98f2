namespace ChatGateway;

/// <summary>
/// Keeps the day's counts of keys, and what the gateway said of them. Thread-safe. A store that cannot be reached lets requests
/// pass rather than stop them, and says so once in the log.
/// </summary>
/// <remarks>
/// A lock is the gateway's word that a quota is used up. When its time is over, the next request is a probe: taking it moves the
/// lock by <see cref="QuotaScope.ProbeAfter"/>, so that no second one follows until the probe has reported, by
/// <see cref="UnlockAsync"/> or <see cref="LockAsync"/>, or is lost. Locks end with the day.
/// What <see cref="TakeAsync"/> throws ends the call. What is thrown by a store that is told how an attempt ended is logged: by then
/// the gateway has answered.
/// </remarks>
public abstract class QuotaStore
{
    /// <summary>Counts a request if the day's numbers leave room for it.</summary>
    /// <param name="scope">Whose request it is.</param>
    /// <param name="cancellationToken">Ends the wait for the store.</param>
    /// <returns>Whether it may be sent.</returns>
    public abstract ValueTask<QuotaDecision> TakeAsync(QuotaScope scope, CancellationToken cancellationToken);

    /// <summary>Takes a request at once where the store can: an asynchronous result costs each attempt more than the count does.</summary>
    /// <returns>Whether the store has decided; otherwise it is to be asked by <see cref="TakeAsync"/>.</returns>
    internal virtual bool TryTake(QuotaScope scope, out QuotaDecision decision)
    {
        decision = default;
        return false;
    }

    /// <summary>Takes a request off the count that provably never reached the gateway.</summary>
    /// <param name="scope">Whose request it was.</param>
    /// <param name="day">The <see cref="QuotaDecision.Day"/> on which it was counted; a day that is over is left alone.</param>
    /// <param name="cancellationToken">Ends the wait for the store.</param>
    /// <returns>A task that ends when the store has it.</returns>
    public abstract ValueTask GiveBackAsync(QuotaScope scope, int day, CancellationToken cancellationToken);

    /// <summary>Refuses the group's requests for a time, at most until the day ends.</summary>
    /// <param name="scope">Whose requests.</param>
    /// <param name="duration">
    /// How long; zero lets the next request pass as a probe. <see cref="QuotaScope.ProbeAfter"/> is what the client says where the gateway
    /// has named no time: that shortens no lock.
    /// </param>
    /// <param name="cancellationToken">Ends the wait for the store.</param>
    /// <returns>A task that ends when the store has it.</returns>
    public abstract ValueTask LockAsync(QuotaScope scope, TimeSpan duration, CancellationToken cancellationToken);

    /// <summary>Ends a lock: a probe was answered.</summary>
    /// <param name="scope">Whose requests.</param>
    /// <param name="cancellationToken">Ends the wait for the store.</param>
    /// <returns>A task that ends when the store has it.</returns>
    public abstract ValueTask UnlockAsync(QuotaScope scope, CancellationToken cancellationToken);

    /// <summary>Reads the day's counts.</summary>
    /// <param name="account">The <see cref="QuotaScope.Account"/>.</param>
    /// <param name="groups">The groups, totals too.</param>
    /// <param name="resetUtcOffset">The offset from UTC whose midnight starts a day.</param>
    /// <param name="cancellationToken">Ends the wait for the store.</param>
    /// <returns>A count for each group, in the order of <paramref name="groups"/>.</returns>
    public abstract ValueTask<IReadOnlyList<QuotaCount>> ReadAsync(
        string account, IReadOnlyList<string> groups, TimeSpan resetUtcOffset, CancellationToken cancellationToken);
}
