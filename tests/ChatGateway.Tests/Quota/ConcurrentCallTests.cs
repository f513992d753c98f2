using ChatGateway.Tests.Client;
using ChatGateway.Tests.Resilience;
using ChatGateway.Tests.Servers;
using Xunit;

namespace ChatGateway.Tests.Quota;

/// <summary>The limit of concurrent calls that a client sets itself.</summary>
public sealed class ConcurrentCallTests
{
    [Fact]
    public async Task Wait_CallersMessagesChangedMeanwhile_SendsWhatWasChecked()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Ok);
        using ChatGatewayClient client = Fast.Client(server, options => options.Resilience.MaxConcurrentCalls = 1);
        List<ChatRequestMessage> messages = [ChatRequestMessage.User("first")];
        var request = new ChatCompletionRequest { Model = "m", Messages = messages };

        Task<ChatCompletion>[] calls = [client.CompleteChatAsync(request), client.CompleteChatAsync(request)];
        messages.Clear();
        await Task.WhenAll(calls);

        Assert.All(server.Requests, sent => Assert.Contains("\"first\"", sent.Body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Refuse_WhileAStreamIsOpen_Fails()
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Sse(Answers.Chunk("Hi"), Answers.Chunk("!", "stop"), "[DONE]"));
        using ChatGatewayClient client = Fast.Client(server, options =>
        {
            options.Resilience.MaxConcurrentCalls = 1;
            options.Quota.WhenLimited = LimitBehavior.Refuse;
        });

        await using (IAsyncEnumerator<ChatCompletionChunk> stream = client.CompleteChatStreamingAsync(TestClient.Request()).GetAsyncEnumerator())
        {
            Assert.True(await stream.MoveNextAsync());
            var error = await Assert.ThrowsAsync<QuotaExhaustedException>(() => client.CompleteChatStreamingAsync(TestClient.Request()).ReadAllAsync());
            Assert.Equal(("concurrent-calls", 1, DiagnosisCause.RateLimited), (error.QuotaGroup, error.Limit, error.Diagnosis.Cause));
        }
        await client.CompleteChatStreamingAsync(TestClient.Request()).ReadAllAsync();

        Assert.Equal(2, server.Requests.Count);
    }
}
