using System.Diagnostics;
using System.Globalization;

namespace ChatGateway.Tests.Redis;

/// <summary>A process that calls a gateway under a shared quota.</summary>
internal sealed class QuotaWorker : IDisposable
{
    // its own output: the one beside the tests leaves out what their framework has
    private static readonly string Folder = AppContext.BaseDirectory.Replace("ChatGateway.Tests", "ChatGateway.QuotaWorker", StringComparison.Ordinal);

    private readonly Process _process;
    private readonly TaskCompletionSource _begun = new();
    private readonly Task _reading;
    private int _answered;
    private int _refused;

    public QuotaWorker(Uri endpoint, RedisServer redis, int quota, int calls, int together)
    {
        string[] numbers = [.. new[] { quota, calls, together }.Select(number => number.ToString(CultureInfo.InvariantCulture))];
        _process = Process.Start(new ProcessStartInfo(
            "dotnet", [Path.Combine(Folder, "ChatGateway.QuotaWorker.dll"), endpoint.ToString(), redis.Configuration, .. numbers])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Errors = _process.StandardError.ReadToEndAsync();
        _reading = ReadAsync();
    }

    public int Answered => Volatile.Read(ref _answered);

    public int Refused => Volatile.Read(ref _refused);

    /// <summary>Whether it came to its end by itself.</summary>
    public bool HasEnded { get; private set; }

    public Task<string> Errors { get; }

    /// <summary>Ends with the first call's outcome.</summary>
    public Task Begun => _begun.Task;

    /// <summary>Ends with the process.</summary>
    public Task Ended => _reading;

    public void Kill() => _process.Kill();

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line == "answered") Interlocked.Increment(ref _answered);
            else if (line == "refused") Interlocked.Increment(ref _refused);
            else HasEnded |= line == "end";
            _begun.TrySetResult();
        }
        _begun.TrySetResult();
        await _process.WaitForExitAsync();
    }
}
