using System.Diagnostics;
using ChatGateway.Tests.Client;
using ChatGateway.Tests.Resilience;
using ChatGateway.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace ChatGateway.Tests.Security;

/// <summary>Rows 79 and 81 of the fault table: what must not get out.</summary>
[Collection(GlobalSettingsGroup.Name)]
public sealed class SecretTests
{
    private const string Prompt = "PROMPT-SECRET";
    private const string Answer = "ANSWER-SECRET";

    private static readonly string Completion = Answers.Completion.Replace("Hi", Answer, StringComparison.Ordinal);

    // every way a call can end, with the key, the prompt and the answer in whatever a server can send back
    private static readonly ScriptedStep[] Script =
    [
        ScriptedServer.Json(200, Completion),
        ScriptedServer.Sse(Answers.Chunk(Answer, "stop"), "[DONE]"),
        ScriptedServer.Json(401, """{"error":{"message":"Incorrect API key provided: KEY","code":"invalid_api_key"}}""".Replace("KEY", TestClient.Key, StringComparison.Ordinal)),
        ScriptedServer.Json(500, $"<html>{TestClient.Key}</html>"),
        ScriptedServer.Json(200, $"{TestClient.Key} is no JSON, {Answer}"),
        ScriptedServer.Sse(Answers.Chunk("x"), $"{{{Answer}", "[DONE]"),
        Fast.Reset,
    ];

    [Fact]
    public async Task Row79_KeyPromptAndAnswer_AreInNoLogExceptionOrActivity()
    {
        var log = new CollectingLoggerProvider();
        List<string> activities = [];
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                lock (activities) activities.Add(activity.DisplayName + string.Join(',', activity.TagObjects.Select(tag => $"{tag.Key}={tag.Value}")));
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using ScriptedServer server = ScriptedServer.Start(Script);
        await using ServiceProvider services = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log))
            .AddChatGateway(options =>
            {
                options.ApiKey = TestClient.Key;
                options.Endpoints = [server.Endpoint];
                options.Resilience.MaxRetries = 0;
            }).Services.BuildServiceProvider();
        var client = services.GetRequiredService<ChatGatewayClient>();
        List<string> exceptions = [];

        for (int i = 0; i < Script.Length; i++)
        {
            try
            {
                if (i is 1 or 5) await client.CompleteChatStreamingAsync("m", Prompt).ReadAllAsync();
                else await client.CompleteChatAsync("m", Prompt);
            }
            catch (ChatGatewayException e)
            {
                exceptions.Add(e.ToString() + (e as GatewayResponseException)?.ResponseExcerpt);
            }
        }

        Assert.Equal(5, exceptions.Count);
        Assert.NotEmpty(log.Messages);
        Assert.NotEmpty(activities);
        Assert.All(exceptions.Concat(log.Messages).Concat(activities), text =>
        {
            Assert.DoesNotContain(TestClient.Key, text, StringComparison.Ordinal);
            Assert.DoesNotContain(Prompt, text, StringComparison.Ordinal);
            Assert.DoesNotContain(Answer, text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Row79_ProtocolExcerpt_HoldsNoKey()
    {
        await using ScriptedServer server = ScriptedServer.StartOnce(ScriptedServer.Json(200, $"{TestClient.Key} is no JSON"));
        using ChatGatewayClient client = Fast.Client(server);

        var error = await Assert.ThrowsAsync<GatewayProtocolException>(() => client.CompleteChatAsync(TestClient.Request()));

        Assert.Equal("*** is no JSON", error.ResponseExcerpt);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Row81_Redirect_TargetGetsNothing(int status)
    {
        await using ScriptedServer target = ScriptedServer.Start(Fast.Ok);
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Json(status, "", ("Location", target.Endpoint.AbsoluteUri + "/chat/completions")));
        using ChatGatewayClient client = Fast.Client(server);

        var error = await Assert.ThrowsAsync<GatewayResponseException>(() => client.CompleteChatAsync(TestClient.Request()));

        Assert.Contains("127.0.0.1", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, target.ConnectionCount);
        Assert.Single(server.Requests);
    }
}
