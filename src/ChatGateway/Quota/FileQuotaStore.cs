using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChatGateway;

/// <summary>
/// Counts in a file, so that a restarted process goes on with the counts. Processes of one machine may share it: each change is made
/// under a lock file beside it, and replaces the file at once. While the file cannot be used, requests are counted in memory.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle nobody asks for holds nothing.")]
public sealed class FileQuotaStore : QuotaStore
{
    private static readonly TimeSpan RetryEvery = TimeSpan.FromMilliseconds(5);

    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private Dictionary<string, QuotaLedger> _ledgers = new(StringComparer.Ordinal);
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
        _time = timeProvider ?? TimeProvider.System;
        _logger = logger ?? NullLogger.Instance;
    }

    /// <summary>How long another process may hold the file.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public override ValueTask<QuotaDecision> TakeAsync(QuotaScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return ChangeAsync(scope.Account, ledger => ledger.Take(scope, _time.GetUtcNow()), cancellationToken);
    }

    /// <inheritdoc/>
    public override async ValueTask GiveBackAsync(QuotaScope scope, int day, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        await ChangeAsync(scope.Account, ledger => { ledger.GiveBack(scope, day, _time.GetUtcNow()); return true; }, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async ValueTask LockAsync(QuotaScope scope, TimeSpan duration, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        await ChangeAsync(scope.Account, ledger => { ledger.Lock(scope, duration, _time.GetUtcNow()); return true; }, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async ValueTask UnlockAsync(QuotaScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        await ChangeAsync(scope.Account, ledger => { ledger.Unlock(scope); return true; }, cancellationToken).ConfigureAwait(false);
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
        string account, IReadOnlyList<string> groups, TimeSpan resetUtcOffset, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await Task.Run(Load, cancellationToken).ConfigureAwait(false);
            QuotaLedger ledger = _ledgers.GetValueOrDefault(account) ?? new QuotaLedger();
            return [.. groups.Select(group => ledger.CountOf(group, resetUtcOffset, _time.GetUtcNow()))];
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Changes an account's ledger: in this process one at a time, between processes under the lock file.</summary>
    private async ValueTask<T> ChangeAsync<T>(string account, Func<QuotaLedger, T> change, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // a disk may take its time, and the caller's thread may be a window's
            return await Task.Run(() => ChangeHeldAsync(account, change, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<T> ChangeHeldAsync<T>(string account, Func<QuotaLedger, T> change, CancellationToken cancellationToken)
    {
        using FileStream? held = await HoldAsync(cancellationToken).ConfigureAwait(false);
        if (held is not null) Load();
        if (!_ledgers.TryGetValue(account, out QuotaLedger? ledger)) _ledgers[account] = ledger = new QuotaLedger();
        T result = change(ledger);
        if (held is not null) Save();
        return result;
    }

    /// <returns>The lock file, or null when the file cannot be used.</returns>
    private async ValueTask<FileStream?> HoldAsync(CancellationToken cancellationToken)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                if (Path.GetDirectoryName(_path) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
                // the system lets go of it with the process, however that ends
                return new FileStream(_path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // once it is lost, no call waits for it
                bool isBusy = e is IOException and not (DirectoryNotFoundException or PathTooLongException or FileNotFoundException) && !_isLost;
                if (!isBusy || TimeProvider.System.GetElapsedTime(start) > Patience)
                {
                    Lose(e);
                    return null;
                }
            }
            await Task.Delay(RetryEvery, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
    }

    private void Load()
    {
        try
        {
            if (QuotaFile.Read(_path) is not { } file) return;
            Dictionary<string, QuotaLedger> read = file.Accounts.ToDictionary(
                entry => entry.Key, entry => QuotaLedger.Restore(entry.Value.Day, entry.Value.Used, entry.Value.Locks), StringComparer.Ordinal);
            if (_isLost)
            {
                // what was counted meanwhile
                foreach ((string account, QuotaLedger counted) in _ledgers) read[account] = counted.Or(read.GetValueOrDefault(account));
            }
            _ledgers = read;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            // what this process has counted is the best that is known; a damaged file is written anew
            Lose(e);
        }
    }

    private void Save()
    {
        try
        {
            var file = new QuotaFile(
                QuotaFile.CurrentVersion, _ledgers.ToDictionary(entry => entry.Key, entry => new QuotaFile.Ledger(entry.Value.Day, entry.Value.Used, entry.Value.Locks)));
            string written = _path + ".tmp";
            using (var stream = new FileStream(written, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                stream.Write(file.ToJson());
                // on the disk before it takes the other's place: a power cut leaves one of the two
                stream.Flush(flushToDisk: true);
            }
            File.Move(written, _path, overwrite: true);
            if (_isLost) GatewayLog.QuotaFileBack(_logger, _path);
            _isLost = false;
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
