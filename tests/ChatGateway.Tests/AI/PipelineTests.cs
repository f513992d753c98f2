using System.Collections.Concurrent;
using System.Diagnostics;
using ChatGateway.Sandbox;
using ChatGateway.Tests.Client;
using ChatGateway.Tests.Servers;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Newtonsoft.Json.Linq;
using Xunit;

namespace ChatGateway.Tests.AI;

/// <summary>The adapter among what Microsoft.Extensions.AI builds on it, and in trouble.</summary>
public sealed class PipelineTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task StructuredOutput_OfAType_IsItsSchemaAndItsValue(bool? strict)
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Json(
            200, """{"id":"c1","choices":[{"index":0,"message":{"role":"assistant","content":"{\"name\":\"Ada\",\"age\":36}"},"finish_reason":"stop"}]}"""));
        using ChatGatewayClient client = TestClient.For(server);
        IChatClient chat = client.AsIChatClient(ModelId.Gpt4oMini);

        ChatResponse<Person> response = await chat.GetResponseAsync<Person>("Ada died at 36.", new ChatOptions { AdditionalProperties = new() { ["strict"] = strict } });

        Assert.Equal(new Person("Ada", 36), response.Result);
        JToken format = JObject.Parse(server.Requests[0].Body)["response_format"]!;
        Assert.Equal("json_schema", (string?)format["type"]);
        Assert.Equal(["name", "age"], ((JObject)format["json_schema"]!["schema"]!["properties"]!).Properties().Select(property => property.Name));
        Assert.Equal(strict, (bool?)format["json_schema"]!["strict"]);
    }

    [Fact]
    public async Task StructuredOutput_OfTheSandbox_FillsTheType()
    {
        await using SandboxGateway sandbox = await SandboxGateway.StartAsync();
        using ChatGatewayClient client = TestClient.For(sandbox.Endpoint);

        ChatResponse<Person> response = await client.AsIChatClient(ModelId.Gpt4oMini).GetResponseAsync<Person>("Someone");

        Assert.NotNull(response.Result.Name);
    }

    [Fact]
    public async Task Services_ClientAndPipeline_ComeFromTheContainer()
    {
        await using SandboxGateway sandbox = await SandboxGateway.StartAsync();
        var services = new ServiceCollection();
        services.AddChatGateway(options =>
        {
            options.ApiKey = TestClient.Key;
            options.Endpoints = [sandbox.Endpoint];
        });
        services.AddChatClient(provider => provider.GetRequiredService<ChatGatewayClient>().AsIChatClient(ModelId.Gpt4oMini)).UseFunctionInvocation();
        services.AddEmbeddingGenerator(provider => provider.GetRequiredService<ChatGatewayClient>().AsIEmbeddingGenerator(ModelId.TextEmbedding3Small));
        await using ServiceProvider provider = services.BuildServiceProvider();

        ChatResponse response = await provider.GetRequiredService<IChatClient>().GetResponseAsync("Hello");
        ReadOnlyMemory<float> vector = await provider.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>().GenerateVectorAsync("Hello");

        Assert.Contains("Hello", response.Text, StringComparison.Ordinal);
        Assert.False(vector.IsEmpty);
        Assert.Same(provider.GetRequiredService<ChatGatewayClient>(), provider.GetRequiredService<IChatClient>().GetService<ChatGatewayClient>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Telemetry_NamesProviderAndEndpoint_AndNoKey(bool streams)
    {
        await using SandboxGateway sandbox = await SandboxGateway.StartAsync();
        using ChatGatewayClient client = TestClient.For(sandbox.Endpoint);
        string source = $"test-{Guid.NewGuid():N}";
        ConcurrentQueue<Activity> activities = new();
        using var listener = new ActivityListener
        {
            ShouldListenTo = candidate => candidate.Name == source,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activities.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using IChatClient chat = client.AsIChatClient(ModelId.Gpt4oMini).AsBuilder().UseOpenTelemetry(sourceName: source, configure: telemetry => telemetry.EnableSensitiveData = true).Build();

        if (streams) await chat.GetStreamingResponseAsync("Hello").ReadAllAsync();
        else await chat.GetResponseAsync("Hello");

        Dictionary<string, string> tags = Assert.Single(activities).TagObjects.ToDictionary(tag => tag.Key, tag => $"{tag.Value}");
        Assert.Equal("openai", tags["gen_ai.provider.name"]);
        Assert.Equal("127.0.0.1", tags["server.address"]);
        Assert.Equal(sandbox.Endpoint.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), tags["server.port"]);
        Assert.Equal("gpt-4o-mini", tags["gen_ai.request.model"]);
        Assert.Equal("gpt-4o-mini", tags["gen_ai.response.model"]);
        Assert.True(int.Parse(tags["gen_ai.usage.input_tokens"], System.Globalization.CultureInfo.InvariantCulture) > 0);
        Assert.DoesNotContain(tags, tag => tag.Value.Contains("SECRET", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Error_OfTheGateway_PassesThroughTyped()
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Json(429, """{"error":{"message":"slow down","code":"429"}}"""));
        using ChatGatewayClient client = TestClient.For(server);
        using IChatClient chat = client.AsIChatClient("m").AsBuilder().UseFunctionInvocation().Build();

        Assert.True((await Assert.ThrowsAsync<GatewayResponseException>(() => chat.GetResponseAsync("Hello"))).IsRateLimited);
        Assert.True((await Assert.ThrowsAsync<GatewayResponseException>(() => chat.GetStreamingResponseAsync("Hello").ReadAllAsync())).IsRateLimited);
    }

    [Fact]
    public void Model_OutsideTheAllowlist_IsRefusedAtTheCall()
    {
        using var client = new ChatGatewayClient(TestClient.Key);
        IChatClient chat = client.AsIChatClient(ModelId.Gpt4oMini);

        Assert.Throws<ModelNotAllowedException>(() => { _ = chat.GetResponseAsync("Hello", new ChatOptions { ModelId = "gpt-4" }); });
        Assert.Throws<ModelNotAllowedException>(() => { _ = chat.GetStreamingResponseAsync("Hello", new ChatOptions { ModelId = "gpt-4" }); });
        Assert.Throws<ModelNotAllowedException>(() => { _ = client.AsIEmbeddingGenerator(ModelId.Gpt4oMini).GenerateAsync(["Hello"]); });
    }

    [Fact]
    public async Task Stream_CutOff_ThrowsTheClientsExceptionBehindWhatCame()
    {
        await using ScriptedServer server = ScriptedServer.Start(Answers.EventStream(async connection =>
        {
            await connection.SendChunkAsync($"data: {Answers.Chunk("one")}\n\n");
            await connection.CloseAsync();
        }));
        using ChatGatewayClient client = TestClient.For(server);
        List<string> texts = [];

        var error = await Assert.ThrowsAsync<GatewayStreamException>(async () =>
        {
            await foreach (ChatResponseUpdate update in client.AsIChatClient("m").GetStreamingResponseAsync("Hello")) texts.Add(update.Text);
        });

        Assert.Equal(["one"], texts);
        Assert.Equal("one", error.Partial?.Text);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stream_Cancelled_EndsTheRequest_WithThatToken(bool byTheCall)
    {
        var closed = new TaskCompletionSource();
        await using ScriptedServer server = ScriptedServer.Start(Stalling(closed));
        using ChatGatewayClient client = TestClient.For(server);
        using var cancellation = new CancellationTokenSource();
        IAsyncEnumerable<ChatResponseUpdate> stream = client.AsIChatClient("m").GetStreamingResponseAsync("Hello", cancellationToken: byTheCall ? cancellation.Token : default);

        var error = await Assert.ThrowsAsync<OperationCanceledException>(async () =>
        {
            await foreach (ChatResponseUpdate _ in stream.WithCancellation(byTheCall ? default : cancellation.Token)) await cancellation.CancelAsync();
        });

        Assert.Equal(cancellation.Token, error.CancellationToken);
        await closed.Task.WaitAsync(Answers.Patience);
    }

    [Fact]
    public async Task Stream_Left_EndsTheRequest()
    {
        var closed = new TaskCompletionSource();
        await using ScriptedServer server = ScriptedServer.Start(Stalling(closed));
        using ChatGatewayClient client = TestClient.For(server);

        await foreach (ChatResponseUpdate _ in client.AsIChatClient("m").GetStreamingResponseAsync("Hello")) break;

        await closed.Task.WaitAsync(Answers.Patience);
    }

    [Fact]
    public async Task Call_Cancelled_CarriesTheToken()
    {
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.StallAsync();
        });
        using ChatGatewayClient client = TestClient.For(server);
        using var cancellation = new CancellationTokenSource();
        Task<ChatResponse> call = client.AsIChatClient("m").GetResponseAsync("Hello", cancellationToken: cancellation.Token);
        await server.RequestsAsync(1);

        await cancellation.CancelAsync();

        Assert.Equal(cancellation.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call)).CancellationToken);
    }

    private static ScriptedStep Stalling(TaskCompletionSource closed) => Answers.EventStream(async connection =>
    {
        await connection.SendChunkAsync($"data: {Answers.Chunk("one")}\n\n");
        await connection.WaitForClientCloseAsync(Answers.Patience);
        closed.TrySetResult();
    });

    private sealed record Person(string Name, int Age);
}
