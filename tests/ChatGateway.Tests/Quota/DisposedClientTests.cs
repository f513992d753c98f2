using ChatGateway.Tests.Client;
using ChatGateway.Tests.Resilience;
using ChatGateway.Tests.Security;
using ChatGateway.Tests.Servers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ChatGateway.Tests.Quota;

/// <summary>A client that was disposed of sends nothing, and so counts nothing.</summary>
public sealed class DisposedClientTests
{
    [Fact]
    public async Task Call_AfterDispose_IsNotCounted()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Ok);
        ChatGatewayClient client = Free.Client(server);
        client.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.AskAsync());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.CompleteChatStreamingAsync(TestClient.Request("gpt-4o")).ReadAllAsync());

        Assert.Empty(server.Requests);
        Assert.Equal(0, (await client.UsageAsync("free-5")).Used);
    }

    [Fact]
    public async Task Retry_AfterDispose_IsNotCounted()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Fails(500, ("Retry-After", "5")));
        FakeTimeProvider clock = Free.Clock();
        using var logs = new CollectingLoggerProvider();
        using ILoggerFactory loggers = LoggerFactory.Create(builder => builder.AddProvider(logs));
        using ChatGatewayClient client = Free.Client(server, options =>
        {
            options.TimeProvider = clock;
            options.LoggerFactory = loggers;
        });
        Task<ChatCompletion> call = client.AskAsync();
        using var limit = new CancellationTokenSource(Answers.Patience);
        while (!logs.Messages.Any(message => message.Contains("the next follows", StringComparison.Ordinal)))
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, limit.Token);

        client.Dispose();
        while (!call.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, limit.Token);
        }

        Assert.Equal(1, (await Assert.ThrowsAsync<GatewayResponseException>(() => call)).Attempts);
        Assert.Equal(1, (await client.UsageAsync("free-5")).Used);
    }
}
