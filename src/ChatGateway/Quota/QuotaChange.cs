namespace ChatGateway;

/// <inheritdoc cref="IQuotaChange"/>
/// <param name="account">Whose ledger is changed.</param>
/// <param name="change">The change.</param>
/// <param name="isToBeWritten">Whether an outcome is to be written down; a refusal changes nothing.</param>
internal sealed class QuotaChange<T>(string account, Func<QuotaLedger, T> change, Func<T, bool> isToBeWritten) : IQuotaChange
{
    private readonly TaskCompletionSource<T> _told = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isTaken;
    private T? _outcome;
    private Exception? _failure;

    public string Account => account;

    /// <summary>Waits for the outcome. Who leaves before the change is made leaves it unmade.</summary>
    public async Task<T> WaitAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenRegistration leaving = cancellationToken.UnsafeRegister(_ => Leave(cancellationToken), null);
        return await _told.Task.ConfigureAwait(false);
    }

    public bool Make(QuotaLedger ledger)
    {
        if (Interlocked.Exchange(ref _isTaken, true)) return false;
        try
        {
            _outcome = change(ledger);
            return isToBeWritten(_outcome);
        }
        catch (Exception e)
        {
            _failure = e;
            return false;
        }
    }

    public void End()
    {
        if (_failure is { } failure) _told.TrySetException(failure);
        else _told.TrySetResult(_outcome!);
    }

    public void Fail(Exception failure) => _told.TrySetException(failure);

    private void Leave(CancellationToken cancellationToken)
    {
        if (!Interlocked.Exchange(ref _isTaken, true)) _told.TrySetCanceled(cancellationToken);
    }
}
