using ChatGateway.Tests.Client;
using ChatGateway.Tests.Servers;
using Microsoft.Extensions.AI;
using Xunit;

namespace ChatGateway.Tests.AI;

/// <summary>What becomes of streams.</summary>
public sealed class StreamedUpdateTests
{
    public static TheoryData<string> Samples => [.. new[]
    {
        "audio-delta.sse", "azure-empty-first-chunk.sse", "deepseek-r1-reasoning.sse", "deepseek-r1-role-in-every-chunk.sse", "gemini-tool-calls-without-index.sse", "groq-x-groq-usage.sse",
        "json-body-despite-stream-true.json", "llamacpp-timings.sse", "logprobs.sse", "moonshot-usage-in-choice.sse", "ollama-whole-tool-call.sse", "openrouter-comments-reasoning.sse", "refusal.sse",
        "tool-call-split-arguments.sse", "tool-calls-parallel.sse", "two-choices-interleaved.sse", "usage-chunk.sse", "vllm-continuous-usage.sse",
    }];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Stream_OfEveryGateway_HasIdsRolesAndRawRepresentationsOnEveryUpdate(string name)
    {
        List<ChatResponseUpdate> updates = await AdapterProbe.SampleAsync(name);

        Assert.All(updates, update => Assert.False(string.IsNullOrEmpty(update.ResponseId)));
        Assert.Single(updates.Select(update => update.ResponseId).Distinct());
        Assert.All(updates, update => Assert.Equal(update.ResponseId, update.MessageId));
        Assert.All(updates, update => Assert.Equal(ChatRole.Assistant, update.Role));
        Assert.All(updates, update => Assert.IsType<ChatCompletionChunk>(update.RawRepresentation));
        Assert.All(updates.SelectMany(update => update.Contents), content => Assert.NotNull(content.RawRepresentation));
        Assert.InRange(updates.Contents<UsageContent>().Count(), 0, 1);
        Assert.NotNull(updates.ToChatResponse().FinishReason);
        Assert.Single(updates.ToChatResponse().Messages);
    }

    /// <summary>The chunks give the same answer by either way, and none comes twice.</summary>
    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Stream_OfEveryGateway_SaysWhatItsChunksSay(string name)
    {
        List<ChatResponseUpdate> updates = await AdapterProbe.SampleAsync(name);
        var accumulator = new ChatCompletionAccumulator();
        foreach (ChatResponseUpdate update in updates) accumulator.Add((ChatCompletionChunk)update.RawRepresentation!);
        ChatCompletion whole = accumulator.ToChatCompletion();
        ChatCompletionMessage message = whole.Choices[0].Message;

        ChatResponse response = updates.ToChatResponse();

        Assert.Equal(message.Text ?? message.Audio?.Transcript ?? "", response.Text);
        Assert.Equal(message.Reasoning ?? "", string.Concat(response.Messages[0].Contents.OfType<TextReasoningContent>().Select(content => content.Text)));
        Assert.Equal(message.Refusal, response.Messages[0].Contents.OfType<ErrorContent>().SingleOrDefault()?.Message);
        Assert.Equal(message.ToolCalls?.Select(call => call.Function!.Name) ?? [], response.Messages[0].Contents.OfType<FunctionCallContent>().Select(call => call.Name));
        Assert.Equal(whole.Usage?.TotalTokens, response.Usage?.TotalTokenCount);
        Assert.Equal(whole.Model, response.ModelId);
    }

    [Fact]
    public async Task Stream_AsksForUsage_UnlessTheRawRequestSaysOtherwise()
    {
        Assert.Equal("""{"include_usage":true}""", await StreamOptionsOfAsync(null));
        Assert.Equal("""{"include_usage":true,"include_obfuscation":false}""", await StreamOptionsOfAsync(new StreamOptions { IncludeObfuscation = false }));
        Assert.Equal("""{"include_usage":false}""", await StreamOptionsOfAsync(new StreamOptions { IncludeUsage = false }));
    }

    [Fact]
    public async Task Stream_Texts_ArriveAsTheyAreSent()
    {
        var first = new TaskCompletionSource();
        await using ScriptedServer server = ScriptedServer.Start(Answers.TwoChunks(first.Task));
        using ChatGatewayClient client = TestClient.For(server);
        List<string> texts = [];

        await foreach (ChatResponseUpdate update in client.AsIChatClient("m").GetStreamingResponseAsync("Hello"))
        {
            texts.Add(update.Text);
            first.TrySetResult();
        }

        Assert.Equal(["one", "two"], texts);
    }

    [Fact]
    public async Task Stream_ToolCalls_AreGivenOnceAndWhole()
    {
        List<ChatResponseUpdate> updates = await AdapterProbe.SampleAsync("tool-calls-parallel.sse");

        ChatResponseUpdate update = Assert.Single(updates, update => update.Contents.OfType<FunctionCallContent>().Any());
        Assert.Same(updates[^1], update);
        FunctionCallContent[] calls = [.. update.Contents.OfType<FunctionCallContent>()];
        Assert.True(calls.Length > 1);
        Assert.All(calls, call => Assert.NotNull(call.Arguments));
        Assert.All(calls, call => Assert.Null(call.Exception));
        Assert.Equal(calls.Length, calls.Select(call => call.CallId).Distinct().Count());
    }

    [Fact]
    public async Task Stream_WithoutIds_HasOneOfItsOwn()
    {
        List<ChatResponseUpdate> updates = await AdapterProbe.StreamedAsync(
            """{"choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}""", """{"choices":[{"index":0,"delta":{"content":"Hi"}}]}""",
            """{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""");

        Assert.Equal(3, updates.Count);
        Assert.StartsWith("chatcmpl-", Assert.Single(updates.Select(update => update.MessageId).Distinct()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_WithAnIdForEachChunk_IsOneMessage()
    {
        List<ChatResponseUpdate> updates = await AdapterProbe.StreamedAsync(
            """{"id":"a","choices":[{"index":0,"delta":{"content":"Hi "}}]}""", """{"id":"b","choices":[{"index":0,"delta":{"content":"there"},"finish_reason":"stop"}]}""");

        Assert.Equal("Hi there", Assert.Single(updates.ToChatResponse().Messages).Text);
    }

    [Fact]
    public async Task Stream_TextAfterTheFinishReason_KeepsItsPlace()
    {
        List<ChatResponseUpdate> updates = await AdapterProbe.StreamedAsync(
            """{"id":"a","choices":[{"index":0,"delta":{"content":"one "},"finish_reason":null}]}""", """{"id":"a","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""",
            """{"id":"a","choices":[{"index":0,"delta":{"content":"two"}}]}""", """{"id":"a","choices":[],"usage":{"total_tokens":3}}""");

        Assert.Equal(["one ", "", "two", ""], updates.Select(update => update.Text));
        Assert.Equal([null, ChatFinishReason.Stop, null, null], updates.Select(update => update.FinishReason));
        Assert.Equal(3, updates.ToChatResponse().Usage!.TotalTokenCount);
    }

    [Fact]
    public async Task Stream_EverythingInOneChunk_GivesTheTextAtOnceAndTheRestAfterIt()
    {
        List<ChatResponseUpdate> updates = await AdapterProbe.StreamedAsync(
            """{"id":"a","choices":[{"index":0,"delta":{"content":"Hi","tool_calls":[{"index":0,"id":"t","function":{"name":"f","arguments":"{}"}}]},"finish_reason":"tool_calls"}],"usage":{"total_tokens":3}}""");

        Assert.Equal(2, updates.Count);
        Assert.Equal("Hi", updates[0].Text);
        Assert.Equal([typeof(FunctionCallContent), typeof(UsageContent)], updates[1].Contents.Select(content => content.GetType()));
        Assert.Empty(((ChatCompletionChunk)updates[1].RawRepresentation!).Choices);
        Assert.Equal(ChatFinishReason.ToolCalls, updates[1].FinishReason);
    }

    [Fact]
    public async Task Stream_SoundCutInItsBase64_IsGivenWhole()
    {
        List<ChatResponseUpdate> updates = await AdapterProbe.DeltasAsync(
            "stop", """{"audio":{"id":"a","transcript":"Hi"}}""", """{"audio":{"data":"AQIDBA=="}}""", """{"audio":{"data":"AQ"}}""", """{"audio":{"data":"ID"}}""", "{}");

        Assert.Equal([[1, 2, 3, 4], [1, 2, 3]], updates.Contents<DataContent>().Select(content => content.Data.ToArray()));
        Assert.Equal("Hi", updates.ToChatResponse().Text);
    }

    [Fact]
    public async Task Stream_Annotations_AreKept() => Assert.Equal("https://example.org/", Assert.IsType<CitationAnnotation>(
        (await AdapterProbe.DeltasAsync("stop", """{"content":"Hi"}""", """{"annotations":[{"type":"url_citation","url_citation":{"url":"https://example.org/"}}]}"""))
            .ToChatResponse().Messages[0].Contents.SelectMany(content => content.Annotations ?? []).Single()).Url!.AbsoluteUri);

    [Fact]
    public async Task Stream_ReadTwice_Throws()
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Sse(Answers.Chunk("Hi", "stop"), "[DONE]"));
        using ChatGatewayClient client = TestClient.For(server);
        IAsyncEnumerable<ChatResponseUpdate> stream = client.AsIChatClient("m").GetStreamingResponseAsync("Hello");
        await stream.ReadAllAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => stream.ReadAllAsync());
    }

    private static async Task<string> StreamOptionsOfAsync(StreamOptions? raw)
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Sse(Answers.Chunk("Hi", "stop"), "[DONE]"));
        using ChatGatewayClient client = TestClient.For(server);
        var options = new ChatOptions
        {
            RawRepresentationFactory = raw is null ? null : _ => new ChatCompletionRequest { Model = default, Messages = [], StreamOptions = raw, Stream = false },
        };
        await client.AsIChatClient("m").GetStreamingResponseAsync("Hello", options).ReadAllAsync();
        var sent = Newtonsoft.Json.Linq.JObject.Parse(server.Requests[0].Body);
        Assert.True((bool?)sent["stream"]);
        return sent["stream_options"]!.ToString(Newtonsoft.Json.Formatting.None);
    }
}
