using ChatGateway.Tests.Wire;
using Microsoft.Extensions.AI;
using Xunit;

namespace ChatGateway.Tests.AI;

/// <summary>What becomes of whole answers.</summary>
public sealed class ChatResponseTests
{
    [Fact]
    public async Task Answer_Plain_HasItsHeadAndRawRepresentations()
    {
        ChatResponse response = await AdapterProbe.AnsweredAsync("""
            {"id":"c1","object":"chat.completion","created":1767262800,"model":"gpt-4o-mini-2024-07-18","choices":[{"index":0,"message":{"role":"assistant","content":"Hi"},
            "logprobs":{"content":[{"token":"Hi","logprob":-0.1}]},"finish_reason":"stop"},{"index":1,"message":{"role":"assistant","content":"Ho"},"finish_reason":"length"}],
            "usage":{"prompt_tokens":9,"completion_tokens":3,"total_tokens":12,"prompt_tokens_details":{"cached_tokens":4,"audio_tokens":1,"image_tokens":2},
            "completion_tokens_details":{"reasoning_tokens":2,"audio_tokens":5,"accepted_prediction_tokens":6,"rejected_prediction_tokens":7}}}
            """);

        Assert.Equal("c1", response.ResponseId);
        Assert.Equal("gpt-4o-mini-2024-07-18", response.ModelId);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1767262800), response.CreatedAt);
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
        ChatMessage message = Assert.Single(response.Messages);
        Assert.Equal(ChatRole.Assistant, message.Role);
        Assert.Equal("c1", message.MessageId);
        Assert.Equal("Hi", response.Text);
        var raw = Assert.IsType<ChatCompletion>(response.RawRepresentation);
        Assert.Equal(-0.1, raw.Choices[0].Logprobs!.Content![0].Logprob);
        Assert.NotNull(raw.Response);
        Assert.Same(raw.Choices[0].Message, message.RawRepresentation);
        Assert.NotNull(Assert.Single(message.Contents).RawRepresentation);
        UsageDetails usage = response.Usage!;
        Assert.Equal((9, 3, 12, 4, 2), (usage.InputTokenCount, usage.OutputTokenCount, usage.TotalTokenCount, usage.CachedInputTokenCount, usage.ReasoningTokenCount));
        Assert.Equal(
            ["InputTokenDetails.AudioTokenCount=1", "InputTokenDetails.ImageTokenCount=2", "OutputTokenDetails.AcceptedPredictionTokenCount=6", "OutputTokenDetails.AudioTokenCount=5", "OutputTokenDetails.RejectedPredictionTokenCount=7"],
            usage.AdditionalCounts!.Select(count => $"{count.Key}={count.Value}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Answer_OfAMinimalGateway_LeavesTheRestNull()
    {
        ChatResponse response = await AdapterProbe.AnsweredAsync("""{"id":"","created":0,"choices":[{"message":{"content":"Hi"}}]}""");

        Assert.Equal("Hi", response.Text);
        Assert.Null(response.ResponseId);
        Assert.Null(response.ModelId);
        Assert.Null(response.CreatedAt);
        Assert.Null(response.FinishReason);
        Assert.Null(response.Usage);
    }

    [Theory]
    [InlineData("1767262800000")]
    [InlineData("-1")]
    public async Task Answer_ImpossibleTime_HasNone(string created) =>
        Assert.Null((await AdapterProbe.AnsweredAsync($$"""{"created":{{created}},"choices":[{"message":{"content":"Hi"} }]}""")).CreatedAt);

    [Theory]
    [InlineData("stop", "stop")]
    [InlineData("tool_calls", "tool_calls")]
    [InlineData("function_call", "tool_calls")]
    [InlineData("content_filter", "content_filter")]
    [InlineData("eos_token", "eos_token")]
    public async Task FinishReason_AnyWord_PassesThrough(string wire, string expected) =>
        Assert.Equal(new ChatFinishReason(expected), (await AdapterProbe.SaidAsync("""{"content":"Hi"}""", wire)).FinishReason);

    [Theory]
    [InlineData("""{"reasoning_content":"because","content":"Hi"}""")]
    [InlineData("""{"reasoning":"because","content":"Hi"}""")]
    [InlineData("""{"reasoning_content":"","reasoning":"because","content":"Hi"}""")]
    [InlineData("""{"content":[{"type":"thinking","thinking":[{"type":"text","text":"because"}]},{"type":"text","text":"Hi"}]}""")]
    [InlineData("""{"reasoning_details":[{"type":"reasoning.text","text":"because"}],"content":"Hi"}""")]
    public async Task Reasoning_UnderEveryName_IsReasoning(string message)
    {
        ChatResponse response = await AdapterProbe.SaidAsync(message);

        Assert.Equal("because", Assert.IsType<TextReasoningContent>(response.Messages[0].Contents[0]).Text);
        Assert.Equal("Hi", response.Text);
        Assert.Equal(2, response.Messages[0].Contents.Count);
    }

    [Theory]
    [InlineData("""{"content":null,"refusal":"I'm sorry."}""")]
    [InlineData("""{"content":[{"type":"refusal","refusal":"I'm sorry."}]}""")]
    [InlineData("""{"content":[{"type":"refusal","refusal":"I'm sorry."}],"refusal":"I'm sorry."}""")]
    public async Task Refusal_IsAnError(string message)
    {
        ChatResponse response = await AdapterProbe.SaidAsync(message);

        var error = Assert.IsType<ErrorContent>(Assert.Single(response.Messages[0].Contents));
        Assert.Equal(("I'm sorry.", "Refusal"), (error.Message, error.ErrorCode));
        Assert.NotNull(error.RawRepresentation);
    }

    [Fact]
    public async Task ToolCalls_AreFunctionCalls_ReadLeniently()
    {
        ChatResponse response = await AdapterProbe.SaidAsync("""
            {"content":null,"tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{\"city\":\"Oslo\",\"days\":[1]}"}},
            {"id":"b","type":"function","function":{"name":"g","arguments":""}},{"id":"","type":"function","function":{"name":"h","arguments":"{}"}},
            {"id":"d","type":"function","function":{"name":"f","arguments":"{\"city\":"}},{"id":"e","type":"custom","custom":{"name":"sql","input":"SELECT 1"}}]}
            """, "tool_calls");

        IList<AIContent> contents = response.Messages[0].Contents;
        var call = Assert.IsType<FunctionCallContent>(contents[0]);
        Assert.Equal(("a", "f", "Oslo"), (call.CallId, call.Name, call.Arguments!["city"]!.ToString()));
        Assert.Null(call.Exception);
        Assert.IsType<ToolCall>(call.RawRepresentation);
        Assert.Empty(Assert.IsType<FunctionCallContent>(contents[1]).Arguments!);
        Assert.StartsWith("call_", Assert.IsType<FunctionCallContent>(contents[2]).CallId, StringComparison.Ordinal);
        var bad = Assert.IsType<FunctionCallContent>(contents[3]);
        Assert.NotNull(bad.Exception);
        Assert.Null(bad.Arguments);
        Assert.Equal("SELECT 1", Assert.IsType<ToolCall>(Assert.IsType<ToolCallContent>(contents[4]).RawRepresentation).Custom!.Input);
        Assert.Equal(ChatFinishReason.ToolCalls, response.FinishReason);
    }

    [Fact]
    public async Task ToolCalls_WithoutIds_HaveOnesThatNoOtherAnswerHas()
    {
        const string Message = """{"content":null,"tool_calls":[{"function":{"name":"f","arguments":"{}"}},{"function":{"name":"f","arguments":"{}"}}]}""";
        ChatResponse[] responses = [await AdapterProbe.SaidAsync(Message), await AdapterProbe.SaidAsync(Message)];

        string[] ids = [.. responses.SelectMany(response => response.Messages[0].Contents).Cast<FunctionCallContent>().Select(call => call.CallId)];

        Assert.Equal(4, ids.Distinct().Count());
        Assert.DoesNotContain("", ids);
    }

    [Fact]
    public async Task FunctionCall_OfTheOldForm_IsACall()
    {
        ChatResponse response = await AdapterProbe.AnsweredAsync(WireSample.Text("chat/function-call-legacy.json"));

        Assert.Contains(response.Messages[0].Contents, content => content is FunctionCallContent { Name.Length: > 0, CallId.Length: > 0 });
    }

    [Fact]
    public async Task Audio_IsDataAndWhatIsSaid()
    {
        ChatResponse response = await AdapterProbe.AnsweredAsync(
            """{"choices":[{"message":{"content":null,"audio":{"id":"audio_1","data":"AQID","expires_at":1,"transcript":"Hi"}},"finish_reason":"stop"}]}""",
            new ChatOptions
            {
                RawRepresentationFactory = _ => new ChatCompletionRequest
                {
                    Model = default,
                    Messages = [],
                    Modalities = ["text", "audio"],
                    Audio = new AudioOutputOptions { Voice = "alloy", Format = "wav" },
                },
            });

        Assert.Equal("Hi", response.Text);
        DataContent sound = Assert.Single(response.Messages[0].Contents.OfType<DataContent>());
        Assert.Equal("audio/wav", sound.MediaType);
        Assert.Equal([1, 2, 3], sound.Data.ToArray());
        Assert.Equal(
            """{"role":"assistant","content":"Hi","audio":{"id":"audio_1"}}""",
            Assert.Single(await AdapterProbe.MessagesAsync(response.Messages[0])));
    }

    [Fact]
    public async Task Audio_OfNoBase64_IsKeptAsItCame() =>
        Assert.Equal("?", Assert.IsType<MessageAudio>(Assert.Single((await AdapterProbe.SaidAsync("""{"content":null,"audio":{"id":"a","data":"?"}}""")).Messages[0].Contents).RawRepresentation).Data);

    [Fact]
    public async Task Annotations_AreCitationsOfTheText()
    {
        ChatResponse response = await AdapterProbe.AnsweredAsync(WireSample.Text("chat/web-search-annotations.json"));

        AIContent text = response.Messages[0].Contents.First(content => content is TextContent);
        var citation = Assert.IsType<CitationAnnotation>(text.Annotations![0]);
        Assert.NotNull(citation.Url);
        Assert.IsType<MessageAnnotation>(citation.RawRepresentation);
        Assert.NotNull(Assert.IsType<TextSpanAnnotatedRegion>(citation.AnnotatedRegions![0]).EndIndex);
    }

    [Fact]
    public async Task Parts_OfAllKinds_AreContents()
    {
        ChatResponse response = await AdapterProbe.SaidAsync("""
            {"content":[{"type":"text","text":"a"},{"type":"image_url","image_url":{"url":"https://example.org/a.png"}},
            {"type":"image_url","image_url":{"url":"data:image/png;base64,AQID"}},{"type":"image_url","image_url":{"url":"data:nonsense"}},{"type":"hologram"}]}
            """);

        Assert.Equal(
            [typeof(TextContent), typeof(UriContent), typeof(DataContent), typeof(AIContent), typeof(AIContent)],
            response.Messages[0].Contents.Select(content => content.GetType()));
        Assert.All(response.Messages[0].Contents, content => Assert.IsType<ChatContentPart>(content.RawRepresentation));
    }

    [Fact]
    public async Task Addresses_ThatAreNone_AreNoFilesOfThisMachine()
    {
        ChatResponse response = await AdapterProbe.SaidAsync("""
            {"content":[{"type":"text","text":"a"},{"type":"image_url","image_url":{"url":"/a.png"}}],"annotations":[{"type":"url_citation","url_citation":{"url":"/b"}}]}
            """);

        IList<AIContent> contents = response.Messages[0].Contents;
        Assert.Null(Assert.IsType<CitationAnnotation>(Assert.Single(contents[0].Annotations!)).Url);
        Assert.Equal("/a.png", Assert.IsType<ChatContentPart>(Assert.IsType<AIContent>(contents[1]).RawRepresentation).ImageUrl!.Url);
    }

    [Theory]
    [InlineData("\"prompt_cache_hit_tokens\":4")]
    [InlineData("\"cached_tokens\":4")]
    public async Task Usage_CachedUnderVendorsNames_IsCounted(string member) => Assert.Equal(
        4, (await AdapterProbe.AnsweredAsync($$"""{"choices":[{"message":{"content":"Hi"} }],"usage":{"prompt_tokens":5,{{member}} } }""")).Usage!.CachedInputTokenCount);
}
