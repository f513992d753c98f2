using ChatGateway.Tests.Client;
using ChatGateway.Tests.Resilience;
using ChatGateway.Tests.Servers;
using Microsoft.Extensions.Time.Testing;

namespace ChatGateway.Tests.Quota;

/// <summary>Clients of a free key, whose requests are counted, and what they meet.</summary>
internal static class Free
{
    /// <summary>10:00 on the gateway's clock, six hours before its midnight in UTC.</summary>
    public static readonly DateTimeOffset Morning = new(2026, 7, 1, 2, 0, 0, TimeSpan.Zero);

    /// <summary>The midnight that ends this day.</summary>
    public static readonly DateTimeOffset Midnight = new(2026, 7, 2, 0, 0, 0, TimeSpan.FromHours(8));

    /// <summary>ChatAnywhere's answer when a day's quota is used up.</summary>
    public static ScriptedStep UsedUp(params (string Name, string Value)[] headers) =>
        Answers.Body(429, Wire.WireSample.Bytes("errors/429-chatanywhere-daily.json"), "application/json", headers: headers);

    /// <summary>What a store that several clients share is asked about the group of five.</summary>
    public static QuotaScope ScopeOf(ScriptedServer server) => new(
        QuotaAccount.HashOf(server.Endpoint.Authority, TestClient.Key), "free-5", 5, "free-chat", 200, TimeSpan.FromHours(8), TimeSpan.FromMinutes(15));

    public static FakeTimeProvider Clock() => new(Morning);

    public static ChatGatewayClient Client(ScriptedServer server, Action<ChatGatewayOptions>? configure = null) => Client(server.Endpoint, configure);

    public static ChatGatewayClient Client(Uri endpoint, Action<ChatGatewayOptions>? configure = null) => Fast.Client([endpoint], options =>
    {
        options.KeyTier = KeyTier.Free;
        configure?.Invoke(options);
    });

    public static Task<ChatCompletion> AskAsync(this ChatGatewayClient client, string model = "gpt-4o") => client.CompleteChatAsync(TestClient.Request(model));

    public static async Task<QuotaUsage> UsageAsync(this ChatGatewayClient client, string group) =>
        (await client.GetQuotaAsync()).Single(usage => usage.Group == group);
}
