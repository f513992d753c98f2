using System.Net;
using ChatGateway.Sandbox;
using Xunit;

namespace ChatGateway.Tests.Sandbox;

public class SandboxQuotaTests
{
    /// <summary>23:59 on the gateway's clock, which is 8 hours ahead.</summary>
    private static readonly DateTimeOffset LastMinute = new(2026, 7, 1, 15, 59, 0, TimeSpan.Zero);

    [Fact]
    public async Task Quota_Exhausted_Answers429WithTheGatewaysText()
    {
        await using var sandbox = await StartAsync(new ManualTime(LastMinute));
        await UseAsync(sandbox, "gpt-4o", 5);

        await sandbox.PostChatAsync(SandboxCalls.Chat("Hello", "gpt-4o")).AssertErrorAsync(
            HttpStatusCode.TooManyRequests,
            "429 TOO_MANY_REQUESTS",
            "该模型今日免费次数已用完。The free requests of today for this model are used up. (当前请求使用的ApiKey: sk-Ab1****xYz9)");
    }

    [Fact]
    public async Task Quota_ModelsOfOneGroup_ShareTheCount()
    {
        await using var sandbox = await StartAsync(new ManualTime(LastMinute));
        await UseAsync(sandbox, "gpt-4o", 3);
        await UseAsync(sandbox, "gpt-5", 2);

        Assert.Equal(HttpStatusCode.TooManyRequests, await ChatAsync(sandbox, "gpt-4.1"));
        Assert.Equal(HttpStatusCode.OK, await ChatAsync(sandbox, "deepseek-v3"));
    }

    [Fact]
    public async Task Quota_Midnight_IsAt1600Utc()
    {
        var time = new ManualTime(LastMinute);
        await using var sandbox = await StartAsync(time);
        await UseAsync(sandbox, "gpt-4o", 5);

        time.Now = LastMinute.AddSeconds(59);
        Assert.Equal(HttpStatusCode.TooManyRequests, await ChatAsync(sandbox, "gpt-4o"));
        time.Now = LastMinute.AddSeconds(60);
        Assert.Equal(HttpStatusCode.OK, await ChatAsync(sandbox, "gpt-4o"));
    }

    [Fact]
    public async Task Quota_AllChatTogether_Is200ADayAndEmbeddingsCountApart()
    {
        await using var sandbox = await StartAsync(new ManualTime(LastMinute));
        await UseAsync(sandbox, "gpt-4o-mini", 170);
        await UseAsync(sandbox, "deepseek-v3", 30);

        Assert.Equal(HttpStatusCode.TooManyRequests, await ChatAsync(sandbox, "gpt-4o-mini"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await ChatAsync(sandbox, "gpt-4o"));
        for (int i = 0; i < 200; i++)
            Assert.Equal(HttpStatusCode.OK, await EmbedAsync(sandbox));
        Assert.Equal(HttpStatusCode.TooManyRequests, await EmbedAsync(sandbox));
    }

    [Fact]
    public async Task Quota_AnotherKey_HasItsOwnCount()
    {
        await using var sandbox = await StartAsync(new ManualTime(LastMinute));
        await UseAsync(sandbox, "gpt-4o", 5);

        Assert.Equal(HttpStatusCode.OK, await ChatAsync(sandbox, "gpt-4o", "sk-another-key"));
    }

    [Fact]
    public async Task Quota_RefusedRequestsAndFaults_AreNotCounted()
    {
        await using var sandbox = await StartAsync(new ManualTime(LastMinute));
        sandbox.Faults.Enqueue(SandboxFault.Status(500));
        Assert.Equal(HttpStatusCode.InternalServerError, await ChatAsync(sandbox, "gpt-4o"));
        await sandbox.PostChatAsync(SandboxCalls.Chat("Hello", "gpt-4o", ""","temperature":3""")).ReadJsonAsync(HttpStatusCode.BadRequest);

        await UseAsync(sandbox, "gpt-4o", 5);
    }

    [Theory]
    [InlineData(SandboxRules.ChatAnywherePaid)]
    [InlineData(SandboxRules.Open)]
    public async Task Quota_OtherRules_HaveNone(SandboxRules rules)
    {
        await using var sandbox = await SandboxGateway.StartAsync(new SandboxOptions { Rules = rules });

        await UseAsync(sandbox, "gpt-4o", 12);
    }

    private static Task<SandboxGateway> StartAsync(TimeProvider time) => SandboxGateway.StartAsync(new SandboxOptions { TimeProvider = time });

    private static async Task UseAsync(SandboxGateway sandbox, string model, int times)
    {
        for (int i = 0; i < times; i++)
            Assert.Equal(HttpStatusCode.OK, await ChatAsync(sandbox, model));
    }

    private static async Task<HttpStatusCode> ChatAsync(SandboxGateway sandbox, string model, string key = SandboxCalls.Key)
    {
        using HttpResponseMessage response = await sandbox.PostChatAsync(SandboxCalls.Chat("Hello", model), key);
        return response.StatusCode;
    }

    private static async Task<HttpStatusCode> EmbedAsync(SandboxGateway sandbox)
    {
        using HttpResponseMessage response = await sandbox.PostAsync("embeddings", """{"model":"text-embedding-3-small","input":"x","dimensions":4}""");
        return response.StatusCode;
    }
}
