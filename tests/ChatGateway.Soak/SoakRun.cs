using System.Collections.Concurrent;
using System.Diagnostics;

namespace ChatGateway.Soak;

/// <summary>
/// 32 callers, streams and calls, against a server that faults a fifth of the requests. Every call must end in an answer or a
/// typed exception. After a quarter of the time, which pools and threads take to grow, memory and handles must stay where they are: the
/// rest is measured in two halves.
/// </summary>
internal sealed class SoakRun(TimeSpan duration)
{
    private const int Callers = 32;
    private const double HeapGrowth = 0.10;
    private const int HandleDrift = 5;

    private readonly ConcurrentDictionary<string, int> _outcomes = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _violations = new();

    public async Task<int> RunAsync()
    {
        TaskScheduler.UnobservedTaskException += (_, e) => _violations.Enqueue($"Unobserved: {e.Exception.InnerException?.GetType().Name}");
        using Process server = StartServer();
        var endpoint = new Uri((await server.StandardOutput.ReadLineAsync())!);
        using var client = new ChatGatewayClient(new ChatGatewayOptions
        {
            ApiKey = "sk-soak",
            Endpoints = [endpoint],
            Resilience =
            {
                RetryDelay = TimeSpan.FromMilliseconds(20),
                AttemptTimeout = TimeSpan.FromSeconds(2),
                FirstEventTimeout = TimeSpan.FromSeconds(2),
                IdleTimeout = TimeSpan.FromSeconds(2),
                EventTimeout = TimeSpan.FromSeconds(4),
            },
        });
        await CallAsync(client, duration / 4);
        (long Heap, int Handles) before = await MeasureAsync(client, duration * 3 / 8);
        (long Heap, int Handles) after = await MeasureAsync(client, duration * 3 / 8);
        server.StandardInput.Close();
        await server.WaitForExitAsync();
        return Report(before, after);
    }

    private static Process StartServer() => Process.Start(new ProcessStartInfo(Environment.ProcessPath!, "server")
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;

    /// <summary>
    /// Calls for a while; then the heap after a forced collection, and the median of the open handles while calls were under way:
    /// broken connections come and go from one moment to the next.
    /// </summary>
    private async Task<(long Heap, int Handles)> MeasureAsync(ChatGatewayClient client, TimeSpan time)
    {
        List<int> handles = [];
        Task calls = CallAsync(client, time);
        while (!calls.IsCompleted)
        {
            handles.Add(Directory.GetFiles("/proc/self/fd").Length);
            await Task.WhenAny(calls, Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System));
        }
        await calls;
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        handles.Sort();
        return (GC.GetTotalMemory(forceFullCollection: true), handles[handles.Count / 2]);
    }

    private async Task CallAsync(ChatGatewayClient client, TimeSpan time)
    {
        using var end = new CancellationTokenSource(time);
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            for (int i = 0; !end.IsCancellationRequested; i++) await CallOnceAsync(client, caller + i);
        })));
    }

    private async Task CallOnceAsync(ChatGatewayClient client, int number)
    {
        // nothing may hang: the limit is far above what the time-outs allow
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        string outcome;
        try
        {
            outcome = (number % 4) switch
            {
                0 => Check((await client.CompleteChatAsync("gpt-4o-mini", "Hello", limit.Token)).Text),
                1 => Check((await client.GenerateEmbeddingsAsync("text-embedding-3-small", "Hello", limit.Token)).Data[0].Vector.Length.ToString(System.Globalization.CultureInfo.InvariantCulture)),
                2 => await BreakOffAsync(client, limit.Token),
                _ => Check((await client.CompleteChatStreamingAsync("gpt-4o-mini", "Hello", limit.Token).ToChatCompletionAsync(limit.Token)).Text),
            };
        }
        catch (ChatGatewayException e)
        {
            outcome = e.GetType().Name;
        }
        catch (Exception e)
        {
            outcome = $"VIOLATION {e.GetType().Name}";
            _violations.Enqueue(e.ToString());
        }
        _outcomes.AddOrUpdate(outcome, 1, (_, count) => count + 1);
    }

    private static async Task<string> BreakOffAsync(ChatGatewayClient client, CancellationToken cancellationToken)
    {
        int chunks = 0;
        await foreach (ChatCompletionChunk _ in client.CompleteChatStreamingAsync("gpt-4o-mini", "Hello", cancellationToken))
        {
            if (++chunks == 3) break;
        }
        return "broken off";
    }

    private static string Check(string? text) => string.IsNullOrEmpty(text) ? throw new InvalidOperationException("An answer is empty.") : "answered";

    private int Report((long Heap, int Handles) before, (long Heap, int Handles) after)
    {
        double growth = ((double)after.Heap / before.Heap) - 1;
        int drift = after.Handles - before.Handles;
        foreach ((string outcome, int count) in _outcomes.OrderByDescending(pair => pair.Value)) Console.WriteLine($"{count,8} {outcome}");
        Console.WriteLine($"heap {before.Heap:N0} -> {after.Heap:N0} bytes ({growth:P1}), handles {before.Handles} -> {after.Handles}");
        foreach (string violation in _violations.Take(5)) Console.WriteLine(violation);
        bool passed = _violations.IsEmpty && growth <= HeapGrowth && Math.Abs(drift) <= HandleDrift;
        Console.WriteLine(passed ? "passed" : "FAILED");
        return passed ? 0 : 1;
    }
}
