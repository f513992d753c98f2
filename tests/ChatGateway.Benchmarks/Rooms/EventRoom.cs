using System.Net.ServerSentEvents;
using BenchmarkDotNet.Attributes;
using ChatGateway.Benchmarks.Answers;

namespace ChatGateway.Benchmarks.Rooms;

/// <summary>Finding the events of a stream of a thousand chunks, beside the platform's parser, which has no limit on their size.</summary>
[MemoryDiagnoser]
public class EventRoom
{
    private const int Chunks = 1000;

    private byte[] _body = [];

    [GlobalSetup]
    public void Setup() => _body = [.. new StreamAnswer(Chunks).Events().SelectMany(data => data)];

    [Benchmark(Baseline = true, OperationsPerInvoke = Chunks)]
    public async Task<long> Platform()
    {
        using var stream = new MemoryStream(_body);
        long length = 0;
        await foreach (SseItem<int> item in SseParser.Create(stream, static (_, data) => data.Length).EnumerateAsync()) length += item.Data;
        return length;
    }

    [Benchmark(OperationsPerInvoke = Chunks)]
    public async Task<long> ChatGateway()
    {
        using var stream = new MemoryStream(_body);
        return await Readers.EventsAsync(stream);
    }
}
