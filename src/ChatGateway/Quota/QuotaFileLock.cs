namespace ChatGateway;

/// <summary>The lock file beside a file of counts, under which processes change it in turn. For one caller at a time.</summary>
internal sealed class QuotaFileLock(string path)
{
    /// <summary>How long a process that has held the file leaves it to others, each of which tries at least once meanwhile.</summary>
    private const int PauseMilliseconds = 8;

    /// <summary>The part of its patience with which a process waits again that has waited in vain: who holds the file may hang.</summary>
    private const int LaterPatience = 5;

    private long? _released;
    private bool _wasInVain;

    /// <summary>How long other processes may hold the file.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Holds the file; a busy one is waited for.</summary>
    /// <returns>What lets go of it.</returns>
    /// <exception cref="IOException">It cannot be had.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be had.</exception>
    public async ValueTask<IDisposable> HoldAsync()
    {
        await PauseAsync().ConfigureAwait(false);
        long start = TimeProvider.System.GetTimestamp();
        TimeSpan patience = _wasInVain ? Patience / LaterPatience : Patience;
        while (true)
        {
            try
            {
                if (Path.GetDirectoryName(path) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
                // the system lets go of it with the process, however that ends
                var file = new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                _wasInVain = false;
                return new Hold(this, file);
            }
            catch (IOException e) when (IsBusy(e) && TimeProvider.System.GetElapsedTime(start) < patience)
            {
                // it is waited for
            }
            catch (IOException e) when (IsBusy(e))
            {
                _wasInVain = true;
                throw;
            }
            // at no beat, so that those who wait do not meet each time; who has waited long waits no longer for that
            await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(1, PauseMilliseconds)), TimeProvider.System).ConfigureAwait(false);
        }
    }

    // what the system says when another has the file open: a full disk, or one that is read only, would be waited for in vain
    private static bool IsBusy(IOException failure)
    {
        const int SharingViolation = 32;
        const int LockViolation = 33;
        const int TryAgainOnLinux = 11;
        const int TryAgainOnMac = 35;
        return OperatingSystem.IsWindows()
            ? (failure.HResult & 0xFFFF) is SharingViolation or LockViolation
            : failure.HResult is TryAgainOnLinux or TryAgainOnMac;
    }

    private async ValueTask PauseAsync()
    {
        if (_released is not { } released) return;
        TimeSpan left = TimeSpan.FromMilliseconds(PauseMilliseconds) - TimeProvider.System.GetElapsedTime(released);
        if (left > TimeSpan.Zero) await Task.Delay(left, TimeProvider.System).ConfigureAwait(false);
    }

    private sealed class Hold(QuotaFileLock owner, FileStream file) : IDisposable
    {
        public void Dispose()
        {
            file.Dispose();
            owner._released = TimeProvider.System.GetTimestamp();
        }
    }
}
