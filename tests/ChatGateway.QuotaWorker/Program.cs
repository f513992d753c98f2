using System.Globalization;
using ChatGateway;
using Microsoft.Extensions.DependencyInjection;

// One of several processes that share a quota: endpoint, Redis, quota, calls, calls at once. Writes a line for each call, and ends.
(Uri endpoint, string redis) = (new Uri(args[0]), args[1]);
int[] numbers = [.. args[2..].Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
(int quota, int calls, int together) = (numbers[0], numbers[1], numbers[2]);

var services = new ServiceCollection();
services.AddChatGateway(options =>
{
    options.ApiKey = "sk-shared-0123456789";
    options.Endpoints = [endpoint];
    options.KeyTier = KeyTier.Free;
    options.Quota.RequestsPerDay = new Dictionary<string, int> { ["free-200"] = quota };
    options.Quota.ChatRequestsPerDay = int.MaxValue;
}).AddRedisQuota(redis, options => options.Patience = TimeSpan.FromSeconds(20));
await using ServiceProvider provider = services.BuildServiceProvider();
ChatGatewayClient client = provider.GetRequiredService<ChatGatewayClient>();

await Parallel.ForEachAsync(Enumerable.Range(0, calls), new ParallelOptions { MaxDegreeOfParallelism = together }, async (_, token) =>
{
    string outcome;
    try
    {
        await client.CompleteChatAsync(ModelId.Gpt4oMini, "Hello", token);
        outcome = "answered";
    }
    catch (QuotaExhaustedException e) when (e.InnerException is null)
    {
        outcome = "refused";
    }
    await Console.Out.WriteLineAsync(outcome);
});
await Console.Out.WriteLineAsync("end");
