using ChatGateway.Tests.Client;
using ChatGateway.Tests.Security;
using ChatGateway.Tests.Servers;
using Microsoft.Extensions.Logging;
using Xunit;

namespace ChatGateway.Tests.Catalog;

/// <summary>Parameters that a model is known to refuse.</summary>
public sealed class ParameterRuleTests
{
    public static TheoryData<string, ChatCompletionRequest, string?> Rules => new()
    {
        { "reasoning, temperature", Request("gpt-5") with { Temperature = 0.7 }, "Temperature" },
        { "reasoning, its only temperature", Request("gpt-5") with { Temperature = 1 }, null },
        { "reasoning switched off, temperature", Request("gpt-5.1") with { Temperature = 0.7, ReasoningEffort = "none" }, null },
        { "reasoning, max_tokens", Request("o4-mini") with { MaxTokens = 5 }, "MaxTokens" },
        { "reasoning, max_completion_tokens", Request("o4-mini") with { MaxCompletionTokens = 5 }, null },
        { "chat model", Request("gpt-4o") with { Temperature = 0.7, MaxTokens = 5, Logprobs = true }, null },
        { "chat variant of a reasoning family", Request("gpt-5-chat-latest") with { Temperature = 0.7 }, null },
        { "open weights", Request("gpt-oss-20b") with { Temperature = 0.7, MaxTokens = 5 }, null },
        { "DeepSeek thinking, logprobs", Request("deepseek-r1") with { Logprobs = true }, "Logprobs" },
        { "DeepSeek thinking, top_logprobs", Request("deepseek-reasoner") with { TopLogprobs = 2 }, "Logprobs" },
        { "DeepSeek thinking, temperature and max_tokens", Request("deepseek-r1") with { Temperature = 0.7, MaxTokens = 5 }, null },
        { "DeepSeek chat, logprobs", Request("deepseek-v3") with { Logprobs = true, TopLogprobs = 2 }, null },
        { "other providers' reasoning", Request("gemini-2.5-pro") with { Temperature = 0.7, Logprobs = true, MaxTokens = 5 }, null },
        { "unknown model", Request("team-reasoner") with { Temperature = 0.7, MaxTokens = 5 }, null },
        { "nothing set", Request("gpt-5"), null },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void Request_IsRefusedForAParameterOrNot(string rule, ChatCompletionRequest request, string? parameter) =>
        Assert.True(ModelParameterRules.FindRefused(request)?.Parameter == parameter, rule);

    [Fact]
    public async Task RefusedParameter_ByDefault_IsSentWithAWarning()
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Json(200, Answers.Completion));
        using var logs = new CollectingLoggerProvider();
        using ILoggerFactory factory = LoggerFactory.Create(builder => builder.AddProvider(logs));
        using ChatGatewayClient client = TestClient.For(server, options => options.LoggerFactory = factory);

        await client.CompleteChatAsync(Request("gpt-5") with { Temperature = 0.7 });
        await client.CompleteChatAsync(Request("gpt-5") with { Temperature = 0.7 }, new RequestOptions { SkipChecks = true });

        Assert.Equal(2, server.Requests.Count);
        string warning = Assert.Single(logs.Messages, message => message.Contains("probably refuse", StringComparison.Ordinal));
        Assert.Contains(
            " 13 The gateway will probably refuse Temperature: gpt-5 is a reasoning model, which takes no temperature but 1; 0.7 is set.", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RefusedParameter_ByOption_ThrowsOrPasses()
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Json(200, Answers.Completion));
        using ChatGatewayClient strict = TestClient.For(server, options => options.ParameterRules = RuleBehavior.Throw);

        var error = await Assert.ThrowsAsync<ArgumentException>(() => strict.CompleteChatAsync(Request("o3") with { MaxTokens = 5 }));
        Assert.Equal("MaxTokens", error.ParamName);
        Assert.Throws<ArgumentException>(() => strict.CompleteChatStreamingAsync(Request("o3") with { MaxTokens = 5 }));
        Assert.Equal(0, server.ConnectionCount);
        await strict.CompleteChatAsync(Request("o3") with { MaxTokens = 5 }, new RequestOptions { SkipChecks = true });
    }

    [Fact]
    public void Option_OutOfRange_IsRefused()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new ChatGatewayClient(
            new ChatGatewayOptions { ApiKey = TestClient.Key, ParameterRules = (RuleBehavior)7 }));

        Assert.Contains(nameof(ChatGatewayOptions.ParameterRules), error.Message, StringComparison.Ordinal);
    }

    private static ChatCompletionRequest Request(string model) => TestClient.Request(model);
}
