using ChatGateway.Tests.Client;
using ChatGateway.Tests.Servers;
using Xunit;

namespace ChatGateway.Tests.Resilience;

/// <summary>Which limit ends what, and what is said of it.</summary>
public sealed class TimeLimitTests
{
    [Theory]
    [InlineData("ResilienceOptions.AttemptTimeout")]
    [InlineData("ResilienceOptions.FirstEventTimeout")]
    [InlineData("ResilienceOptions.TotalTimeout")]
    [InlineData("RequestOptions.Timeout")]
    public async Task Timeout_NamesTheOptionThatRanOut(string option)
    {
        var limit = TimeSpan.FromSeconds(0.5);
        await using ScriptedServer server = ScriptedServer.Start(Fast.Stall);
        using ChatGatewayClient client = Fast.Client(server, options =>
        {
            options.Resilience.MaxRetries = 0;
            if (option.EndsWith("AttemptTimeout", StringComparison.Ordinal)) options.Resilience.AttemptTimeout = limit;
            if (option.EndsWith("FirstEventTimeout", StringComparison.Ordinal)) options.Resilience.FirstEventTimeout = limit;
            // an attempt's limit may be as long, but begins later
            if (option.EndsWith("TotalTimeout", StringComparison.Ordinal))
                options.Resilience.TotalTimeout = options.Resilience.AttemptTimeout = options.Resilience.FirstEventTimeout = limit;
        });
        RequestOptions? own = option.StartsWith(nameof(RequestOptions), StringComparison.Ordinal) ? new RequestOptions { Timeout = limit } : null;

        var error = await Assert.ThrowsAsync<GatewayConnectionException>(() => option.EndsWith("FirstEventTimeout", StringComparison.Ordinal)
            ? client.CompleteChatStreamingAsync(TestClient.Request(), own).ReadAllAsync()
            : client.CompleteChatAsync(TestClient.Request(), own));

        Assert.Contains($"it took longer than 0.5 s ({option}).", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TimeoutOfACall_LongerThanTheTotal_GivesEachAttemptThatTime()
    {
        ScriptedStep late = async connection =>
        {
            await connection.ReadRequestAsync();
            await Task.Delay(TimeSpan.FromSeconds(0.6), TimeProvider.System);
            await connection.SendHeadAsync(200, ("Content-Type", "application/json"), ("Connection", "close"));
            await connection.SendAsync(Answers.Completion);
            await connection.CloseAsync();
        };
        await using ScriptedServer server = ScriptedServer.Start(late);
        using ChatGatewayClient client = Fast.Client(server, options =>
            options.Resilience.AttemptTimeout = options.Resilience.FirstEventTimeout = options.Resilience.TotalTimeout = TimeSpan.FromSeconds(0.2));

        Assert.Equal(1, (await client.CompleteChatAsync(TestClient.Request(), new RequestOptions { Timeout = Answers.Patience })).Response!.Attempts);
        await Assert.ThrowsAsync<GatewayConnectionException>(() => client.CompleteChatAsync(TestClient.Request()));
    }
}
