using ChatGateway.Benchmarks.Compare;
using ChatGateway.Benchmarks.Server;

string verb = args.Length == 0 || args[0].StartsWith("--", StringComparison.Ordinal) ? "compare" : args[0];
string[] rest = args.Length > 0 && args[0] == verb ? args[1..] : args;
switch (verb)
{
    case "compare": return await new CompareRun(CompareOptions.Parse(rest)).RunAsync();
    case "serve": return await AnswerServer.RunAsync();
    default:
        await Console.Error.WriteLineAsync($"There is no verb {verb}.");
        return 2;
}
