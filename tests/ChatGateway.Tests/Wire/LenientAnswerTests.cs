using Xunit;

namespace ChatGateway.Tests.Wire;

/// <summary>Values as gateways get them wrong where the meaning is clear, in whole answers and in streams.</summary>
public sealed class LenientAnswerTests
{
    [Theory]
    [InlineData("1767262800", false)]
    [InlineData("1767262800", true)]
    [InlineData("1767262800.0", false)]
    [InlineData("1767262800.0", true)]
    [InlineData("1.7672628e9", false)]
    [InlineData("1.7672628e9", true)]
    [InlineData("1767262800.75", false)]
    [InlineData("1767262800.75", true)]
    [InlineData("\"1767262800\"", false)]
    [InlineData("\"1767262800\"", true)]
    public async Task Created_AsFloatOrText_IsTheNumber(string created, bool streamed)
    {
        ChatCompletion completion = await BothWays.CompleteAsync(
            """{"created":CREATED,"choices":[{"index":0,"MESSAGE":{"content":"Hi"},"finish_reason":"stop"}]}""".Replace("CREATED", created, StringComparison.Ordinal), streamed);

        Assert.Equal(1767262800, completion.Created);
        Assert.Equal("Hi", completion.Text);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Choice_OfTheLegacyRoute_IsTheText(bool streamed)
    {
        ChatCompletion completion = await BothWays.CompleteAsync(
            """{"id":"cmpl-1","object":"text_completion","created":1767262800,"model":"m","choices":[{"text":"Hi","index":0,"logprobs":null,"finish_reason":"stop"}]}""", streamed);

        Assert.Equal("Hi", completion.Text);
        Assert.Equal(FinishReason.Stop, Assert.Single(completion.Choices).FinishReason);
        Assert.Equal("Hi", completion.Choices[0].Message.ToRequestMessage().Content?.Text);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Choice_WithItsMessageAndAText_IsTheMessage(bool streamed)
    {
        ChatCompletion completion = await BothWays.CompleteAsync(
            """{"choices":[{"text":"other","index":0,"MESSAGE":{"content":"Hi"},"finish_reason":"stop"}]}""", streamed);

        Assert.Equal("Hi", completion.Text);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Numbers_AsFloatsOrTexts_AreTheNumbers(bool streamed)
    {
        ChatCompletion completion = await BothWays.CompleteAsync(
            """{"choices":[{"index":"0","MESSAGE":{"content":"Hi"},"finish_reason":"stop","logprobs":{"content":[{"token":"Hi","logprob":"-0.5","bytes":[72.0,"105"]}]}}],"usage":{"prompt_tokens":"3","completion_tokens":4.0,"total_tokens":7e0,"cost":"0.5"}}""", streamed);

        Assert.Equal(0, completion.Choices[0].Index);
        Assert.Equal((3, 4, 7), (completion.Usage!.PromptTokens, completion.Usage.CompletionTokens, completion.Usage.TotalTokens));
        Assert.Equal(0.5, completion.Usage.Cost);
        TokenLogprob token = completion.Choices[0].Logprobs!.Content![0];
        Assert.Equal(-0.5, token.Logprob);
        Assert.Equal([72, 105], token.Bytes);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nulls_Anywhere_AreAbsent(bool streamed)
    {
        ChatCompletion completion = await BothWays.CompleteAsync("""
            {"id":null,"object":null,"created":null,"model":null,"choices":[null,{"index":null,"MESSAGE":{"role":null,"content":"Hi","refusal":null,"annotations":null,"audio":null,"tool_calls":null,"function_call":null,"reasoning_content":null,"reasoning":null,"reasoning_details":null,"extra_content":null,"unknown":null},"finish_reason":"stop","logprobs":null,"usage":null}],"usage":null,"service_tier":null,"system_fingerprint":null,"moderation":null,"metadata":null,"x_groq":null,"error":null}
            """.Trim(), streamed);

        Assert.Equal("Hi", completion.Text);
        Assert.Null(completion.Id);
        Assert.Null(completion.Created);
        Assert.Null(completion.Model);
        Assert.Null(completion.Usage);
        ChatCompletionMessage message = Assert.Single(completion.Choices).Message;
        Assert.Null(message.Refusal);
        Assert.Null(message.ToolCalls);
        Assert.Null(message.Audio);
        Assert.Null(message.Reasoning);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nulls_InsideNestedObjects_AreAbsent(bool streamed)
    {
        ChatCompletion completion = await BothWays.CompleteAsync("""
            {"choices":[{"index":0,"MESSAGE":{"content":null,"tool_calls":[null,{"index":null,"id":null,"type":null,"function":{"name":"f","arguments":null}}],"annotations":[null]},"finish_reason":"tool_calls","logprobs":{"content":null,"refusal":[null]}}],"usage":{"prompt_tokens":null,"prompt_tokens_details":null,"completion_tokens_details":{"reasoning_tokens":null}}}
            """.Trim(), streamed);

        Assert.Null(completion.Text);
        ToolCall call = Assert.Single(completion.Choices[0].Message.ToolCalls!);
        Assert.Null(call.Id);
        Assert.Equal("f", call.Function!.Name);
        Assert.True(string.IsNullOrEmpty(call.Function.Arguments));
        Assert.Null(completion.Usage!.PromptTokens);
    }

    [Theory]
    [InlineData("""{"city":"Lima","n":1}""", """{"city":"Lima","n":1}""", false)]
    [InlineData("""{"city":"Lima","n":1}""", """{"city":"Lima","n":1}""", true)]
    [InlineData("""["a",{}]""", """["a",{}]""", false)]
    [InlineData("""["a",{}]""", """["a",{}]""", true)]
    [InlineData("{}", "{}", true)]
    public async Task Arguments_AsJsonItself_AreItsText(string arguments, string expected, bool streamed)
    {
        ChatCompletion completion = await BothWays.CompleteAsync(
            """{"choices":[{"index":0,"MESSAGE":{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":ARGUMENTS}}]},"finish_reason":"tool_calls"}]}""".Replace("ARGUMENTS", arguments, StringComparison.Ordinal), streamed);

        Assert.Equal(expected, completion.Choices[0].Message.ToolCalls![0].Function!.Arguments);
    }

    [Theory]
    [InlineData("""[{"type":"text","text":"He"},{"type":"text","text":"llo"}]""", "Hello", null, false)]
    [InlineData("""[{"type":"text","text":"He"},{"type":"text","text":"llo"}]""", "Hello", null, true)]
    [InlineData("""[{"type":"thinking","thinking":[{"type":"text","text":"Hm"},{"type":"text","text":"m."}]},{"type":"text","text":"Hello"}]""", "Hello", "Hmm.", false)]
    [InlineData("""[{"type":"thinking","thinking":[{"type":"text","text":"Hm"},{"type":"text","text":"m."}]},{"type":"text","text":"Hello"}]""", "Hello", "Hmm.", true)]
    [InlineData("""[{"type":"thinking","thinking":"Hmm."},{"type":"text","text":"Hello"}]""", "Hello", "Hmm.", false)]
    [InlineData("""[{"type":"thinking","thinking":"Hmm."},{"type":"text","text":"Hello"}]""", "Hello", "Hmm.", true)]
    [InlineData("""[null,{"type":"text","text":null},{"type":"unknown","x":1},{"type":"text","text":"Hello"}]""", "Hello", null, false)]
    [InlineData("""[null,{"type":"text","text":null},{"type":"unknown","x":1},{"type":"text","text":"Hello"}]""", "Hello", null, true)]
    public async Task Content_AsParts_GivesTextAndReasoning(string parts, string text, string? reasoning, bool streamed)
    {
        ChatCompletion completion = await BothWays.CompleteAsync(
            """{"choices":[{"index":0,"MESSAGE":{"role":"assistant","content":PARTS},"finish_reason":"stop"}]}""".Replace("PARTS", parts, StringComparison.Ordinal), streamed);

        Assert.Equal(text, completion.Text);
        Assert.Equal(reasoning, completion.Reasoning);
    }

    [Theory]
    [InlineData("""{"choices":[{"MESSAGE":{"content":"Hi"},"finish_reason":"stop"}]}""", false)]
    [InlineData("""{"choices":[{"MESSAGE":{"content":"Hi"},"finish_reason":"stop"}]}""", true)]
    [InlineData("""{"choices":[{"index":0,"MESSAGE":{"content":"Hi"},"finish_reason":"stop","logprobs":{"content":[{"token":"Hi","logprob":-1}]}}]}""", false)]
    [InlineData("""{"choices":[{"index":0,"MESSAGE":{"content":"Hi"},"finish_reason":"stop","logprobs":{"content":[{"token":"Hi","logprob":-1,"bytes":null,"top_logprobs":null}]}}]}""", true)]
    [InlineData("""{"choices":[{"index":0,"MESSAGE":{"content":"Hi","role":"strange"},"finish_reason":"strange"}],"object":"strange","service_tier":"strange"}""", false)]
    [InlineData("""{"choices":[{"index":0,"MESSAGE":{"content":"Hi","role":"strange"},"finish_reason":"strange"}],"object":"strange","service_tier":"strange"}""", true)]
    public async Task MembersMissingOrUnknown_AreNoFault(string json, bool streamed)
    {
        ChatCompletion completion = await BothWays.CompleteAsync(json, streamed);

        Assert.Equal("Hi", completion.Text);
        Assert.NotNull(completion.Choices[0].FinishReason);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task EmptyArrays_WhereObjectsBelong_AreAbsent(bool streamed)
    {
        ChatCompletion completion = await BothWays.CompleteAsync(
            """{"choices":[{"index":0,"MESSAGE":{"content":"Hi","audio":[],"function_call":[]},"finish_reason":"stop","logprobs":[]}],"usage":[],"moderation":[]}""", streamed);

        Assert.Equal("Hi", completion.Text);
        Assert.Null(completion.Usage);
        Assert.Null(completion.Choices[0].Logprobs);
        Assert.Null(completion.Choices[0].Message.Audio);
        Assert.Null(completion.Choices[0].Message.FunctionCall);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task EmptyArray_ForTheMessage_IsAbsent(bool streamed)
    {
        ChatCompletion completion = await BothWays.CompleteAsync("""{"choices":[{"index":0,"MESSAGE":[],"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"prompt_tokens_details":[]}}""", streamed);

        Assert.Null(completion.Text);
        Assert.Equal("stop", completion.Choices[0].FinishReason);
        Assert.Equal(1, completion.Usage!.PromptTokens);
        Assert.Null(completion.Usage.PromptTokensDetails);
    }
}
