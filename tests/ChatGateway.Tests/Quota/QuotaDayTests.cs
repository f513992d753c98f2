using ChatGateway.Sandbox;
using ChatGateway.Tests.Client;
using ChatGateway.Tests.Sandbox;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ChatGateway.Tests.Quota;

/// <summary>Twelve hours of a day on one clock for client and gateway, over the midnight at which the counts start anew.</summary>
public sealed class QuotaDayTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task TwelveHours_WithAStrangerOnTheSameKey_LockProbeAndResetAsDocumented()
    {
        FakeTimeProvider clock = Free.Clock();
        clock.SetUtcNow(Free.Midnight.AddHours(-6));
        await using SandboxGateway sandbox = await SandboxGateway.StartAsync(new SandboxOptions { TimeProvider = clock });
        using ChatGatewayClient client = Free.Client(sandbox.Endpoint, options => options.TimeProvider = clock);
        // another program uses the same key: the gateway's count is three ahead
        for (int i = 0; i < 3; i++) await sandbox.PostChatAsync(SandboxCalls.Chat("Hello", "gpt-4o"), TestClient.Key).ReadJsonAsync(System.Net.HttpStatusCode.OK);
        int strangers = sandbox.Requests.Count;
        List<(TimeSpan At, string What)> sent = [];
        List<(TimeSpan At, string What)> refused = [];

        for (TimeSpan at = TimeSpan.Zero; at < TimeSpan.FromHours(12); at += Step)
        {
            int before = sandbox.Requests.Count;
            string what;
            try
            {
                await client.AskAsync("gpt-4o");
                what = "answered";
            }
            catch (QuotaExhaustedException e)
            {
                what = e.InnerException is null ? e.RetryAt == e.ResetsAt ? "used up" : "locked" : "429";
            }
            (sandbox.Requests.Count > before ? sent : refused).Add((at, what));
            clock.Advance(Step);
        }

        TimeSpan midnight = TimeSpan.FromHours(6);
        // two are left for this client, then the gateway's word, asked again every 15 minutes until its own count is full
        Assert.Equal(
            [(0, "answered"), (5, "answered"), (10, "429"), (25, "429"), (40, "429")],
            sent.Where(call => call.At < midnight).Select(call => ((int)call.At.TotalMinutes, call.What)));
        Assert.Equal(["locked"], refused.Where(call => call.At < TimeSpan.FromMinutes(45)).Select(call => call.What).Distinct());
        Assert.Equal(["used up"], refused.Where(call => call.At >= TimeSpan.FromMinutes(45) && call.At < midnight).Select(call => call.What).Distinct());
        // a new day: five, then nothing more, and the gateway is not asked
        Assert.Equal(
            [(360, "answered"), (365, "answered"), (370, "answered"), (375, "answered"), (380, "answered")],
            sent.Where(call => call.At >= midnight).Select(call => ((int)call.At.TotalMinutes, call.What)));
        Assert.Equal(["used up"], refused.Where(call => call.At >= midnight).Select(call => call.What).Distinct());
        Assert.Equal(sent.Count, sandbox.Requests.Count - strangers);
        Assert.Equal(12 * 60 / 5, sent.Count + refused.Count);
    }
}
