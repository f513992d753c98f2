using ChatGateway.Benchmarks;
using ChatGateway.Benchmarks.Analyzer;
using ChatGateway.Benchmarks.Compare;
using ChatGateway.Benchmarks.Metrics;
using ChatGateway.Benchmarks.Quota;
using ChatGateway.Benchmarks.Rooms;
using ChatGateway.Benchmarks.Server;

string verb = args.Length == 0 || args[0].StartsWith("--", StringComparison.Ordinal) ? "compare" : args[0];
string[] rest = args.Length > 0 && args[0] == verb ? args[1..] : args;
try
{
    switch (verb)
    {
        case "compare": return await new CompareRun(CompareOptions.Parse(rest)).RunAsync();
        case "loop": return await LoopRun.RunAsync(rest);
        case "rooms": return RoomsRun.Run(rest);
        case "quota": return await QuotaRun.RunAsync();
        case "analyzer": return await AnalyzerRun.RunAsync();
        // what the program starts of itself
        case "serve": return await AnswerServer.RunAsync();
        case "cold-start": return await ColdStart.RunAsync(rest[0], new Uri(rest[1]));
        case "slow-streams-memory": return await SlowStreamsMemory.RunAsync(rest[0], new Uri(rest[1]));
        default: throw new UsageException($"There is no verb {verb}: compare [--metric name ...] [--rounds n] [--quick] [--write], loop metric seconds [peer], rooms [arguments of BenchmarkDotNet], quota, analyzer.");
    }
}
catch (UsageException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 2;
}
