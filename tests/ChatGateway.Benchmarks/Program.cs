using ChatGateway.Benchmarks.Compare;
using ChatGateway.Benchmarks.Metrics;
using ChatGateway.Benchmarks.Rooms;
using ChatGateway.Benchmarks.Server;

string verb = args.Length == 0 || args[0].StartsWith("--", StringComparison.Ordinal) ? "compare" : args[0];
string[] rest = args.Length > 0 && args[0] == verb ? args[1..] : args;
switch (verb)
{
    case "compare": return await new CompareRun(CompareOptions.Parse(rest)).RunAsync();
    case "loop": return await LoopRun.RunAsync(rest);
    case "rooms": return RoomsRun.Run(rest);
    case "cold-start": return await ColdStart.RunAsync(rest[0], new Uri(rest[1]));
    case "slow-streams-memory": return await SlowStreamsMemory.RunAsync(rest[0], new Uri(rest[1]));
    case "serve": return await AnswerServer.RunAsync();
    default:
        await Console.Error.WriteLineAsync($"There is no verb {verb}.");
        return 2;
}
