using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChatGateway;

/// <summary>
/// Counts in a file, so that a restarted process goes on with the counts. Processes of one machine may share it: each change is made
/// under a lock file beside it, and replaces the file at once. While the file cannot be used, requests are counted in memory, on top of
/// what the file said last, and are added to it when it can be used again.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle nobody asks for holds nothing.")]
public sealed class FileQuotaStore : QuotaStore
{
    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly QuotaFileLock _lock;
    private readonly ConcurrentQueue<IQuotaChange> _queued = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Lock _gate = new();
    private Dictionary<string, QuotaLedger> _ledgers = new(StringComparer.Ordinal);

    // what the file said last: what the ledgers have beside it, the file is to be told
    private QuotaFile _said = QuotaFile.Empty;
    private bool _isBehind;
    private bool _isLost;

    /// <summary>Makes a store. The file and its folder are made when something is counted.</summary>
    /// <param name="path">The file.</param>
    /// <param name="timeProvider">The clock; null means the system's.</param>
    /// <param name="logger">Where the store says that the file cannot be used; null means nowhere.</param>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    public FileQuotaStore(string path, TimeProvider? timeProvider = null, ILogger? logger = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        _path = Path.GetFullPath(path);
        _lock = new QuotaFileLock(_path);
        _time = timeProvider ?? TimeProvider.System;
        _logger = logger ?? NullLogger.Instance;
    }

    /// <summary>How long other processes may hold the file.</summary>
    internal TimeSpan Patience { get => _lock.Patience; init => _lock.Patience = value; }

    /// <inheritdoc/>
    public override ValueTask<QuotaDecision> TakeAsync(QuotaScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return ChangeAsync(scope.Account, ledger => ledger.Take(scope, _time.GetUtcNow()), decision => decision.IsGranted, cancellationToken);
    }

    /// <inheritdoc/>
    public override async ValueTask GiveBackAsync(QuotaScope scope, int day, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        await ChangeAsync(scope.Account, ledger => { ledger.GiveBack(scope, day, _time.GetUtcNow()); return true; }, _ => true, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async ValueTask LockAsync(QuotaScope scope, TimeSpan duration, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        await ChangeAsync(scope.Account, ledger => { ledger.Lock(scope, duration, _time.GetUtcNow()); return true; }, _ => true, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async ValueTask UnlockAsync(QuotaScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        await ChangeAsync(scope.Account, ledger => { ledger.Unlock(scope); return true; }, _ => true, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override ValueTask<IReadOnlyList<QuotaCount>> ReadAsync(
        string account, IReadOnlyList<string> groups, TimeSpan resetUtcOffset, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(groups);
        return LookAsync(account, groups, resetUtcOffset, cancellationToken);
    }

    /// <summary>Reads without the lock file: a file is replaced at once, so that there is always a whole one.</summary>
    private async ValueTask<IReadOnlyList<QuotaCount>> LookAsync(
        string account, IReadOnlyList<string> groups, TimeSpan resetUtcOffset, CancellationToken cancellationToken) =>
        await Task.Run(() => Look(account, groups, resetUtcOffset), cancellationToken).ConfigureAwait(false);

    private QuotaCount[] Look(string account, IReadOnlyList<string> groups, TimeSpan resetUtcOffset)
    {
        lock (_gate)
        {
            Load();
            QuotaLedger ledger = _ledgers.GetValueOrDefault(account) ?? new QuotaLedger();
            return [.. groups.Select(group => ledger.CountOf(group, resetUtcOffset, _time.GetUtcNow()))];
        }
    }

    /// <summary>Changes an account's ledger: in this process one at a time, between processes under the lock file.</summary>
    private async ValueTask<T> ChangeAsync<T>(string account, Func<QuotaLedger, T> change, Func<T, bool> isToBeWritten, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var queued = new QuotaChange<T>(account, change, isToBeWritten);
        _queued.Enqueue(queued);
        // a disk may take its time, and the caller's thread may be a window's
        _ = Task.Run(ServeAsync, CancellationToken.None);
        return await queued.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes the queued changes, all under one hold. Who comes to find none was served by another.</summary>
    private async Task ServeAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_queued.IsEmpty) return;
            using IDisposable? held = await HoldAsync().ConfigureAwait(false);
            lock (_gate) Serve(isHeld: held is not null);
        }
        catch (Exception e)
        {
            while (_queued.TryDequeue(out IQuotaChange? change)) change.Fail(e);
        }
        finally
        {
            _turn.Release();
        }
    }

    private void Serve(bool isHeld)
    {
        bool mayWrite = Load() && isHeld;
        List<IQuotaChange> made = [];
        while (_queued.TryDequeue(out IQuotaChange? change))
        {
            if (!_ledgers.TryGetValue(change.Account, out QuotaLedger? ledger)) _ledgers[change.Account] = ledger = new QuotaLedger();
            _isBehind |= change.Make(ledger);
            made.Add(change);
        }
        if (mayWrite && _isBehind) Save();
        foreach (IQuotaChange change in made) change.End();
    }

    /// <returns>What lets go of the file, or null when it cannot be used.</returns>
    private async ValueTask<IDisposable?> HoldAsync()
    {
        try
        {
            return await _lock.HoldAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            lock (_gate) Lose(e);
            return null;
        }
    }

    /// <returns>Whether the file may be replaced: one that others may read better is left to them.</returns>
    private bool Load()
    {
        try
        {
            if (QuotaFile.Read(_path) is not { } file) return true;
            Dictionary<string, QuotaLedger> read = file.ToLedgers();
            if (_isBehind)
            {
                Dictionary<string, QuotaLedger> before = _said.ToLedgers();
                foreach ((string account, QuotaLedger counted) in _ledgers)
                    read[account] = counted.Onto(read.GetValueOrDefault(account), before.GetValueOrDefault(account));
            }
            (_ledgers, _said) = (read, file);
            return true;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            // what this process knows is the best that is known; a damaged file is written anew
            Lose(e);
            return e is JsonException;
        }
    }

    private void Save()
    {
        try
        {
            QuotaFile file = QuotaFile.Of(_ledgers);
            string written = _path + ".tmp";
            using (var stream = new FileStream(written, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                stream.Write(file.ToJson());
                // on the disk before it takes the other's place: a power cut leaves one of the two
                stream.Flush(flushToDisk: true);
            }
            File.Move(written, _path, overwrite: true);
            if (_isLost) GatewayLog.QuotaFileBack(_logger, _path);
            (_said, _isBehind, _isLost) = (file, false, false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Lose(e);
        }
    }

    private void Lose(Exception e)
    {
        if (!_isLost) GatewayLog.QuotaFileLost(_logger, _path, e.GetType().Name);
        _isLost = true;
    }
}
