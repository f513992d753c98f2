using ChatGateway.Tests.Client;
using ChatGateway.Tests.Servers;
using ChatGateway.Tests.Wire;
using Newtonsoft.Json.Linq;
using Xunit;

namespace ChatGateway.Tests.Streaming;

/// <summary>Every stream of the samples over a real socket, whole and one byte at a time.</summary>
public sealed class StreamSampleTests
{
    public static TheoryData<string, bool> Streams
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (string name in WireSample.Names("stream").Where(name => name.EndsWith(".sse", StringComparison.Ordinal)))
            {
                data.Add(name, false);
                data.Add(name, true);
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task Stream_Sample_GivesTheExpectedAggregate(string name, bool byteByByte)
    {
        JObject expected = ExpectedStream.Of(name);
        await using ScriptedServer server = ScriptedServer.Start(Answers.Body(200, WireSample.Bytes(name), "text/event-stream", byteByByte));
        using ChatGatewayClient client = TestClient.For(server);
        var accumulator = new ChatCompletionAccumulator();
        ChatCompletion? completion = null;
        ChatGatewayException? failure = null;

        try
        {
            await foreach (ChatCompletionChunk chunk in client.CompleteChatStreamingAsync(TestClient.Request())) accumulator.Add(chunk);
            completion = accumulator.ToChatCompletion();
        }
        catch (ChatGatewayException e)
        {
            failure = e;
            completion = (e as GatewayStreamException)?.Partial;
        }

        var wanted = new JObject { ["choices"] = expected["choices"]!.DeepClone() };
        if (expected["usage"] is { } usage) wanted["usage"] = WithoutNulls(usage);
        Assert.Equal(WireTypes.Canonical(wanted.ToString()), WireTypes.Canonical(WithoutNulls(ExpectedStream.Describe(completion)).ToString()));
        AssertFailure(expected, failure);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Stream_WholeAnswerInstead_IsOneChunk()
    {
        byte[] body = WireSample.Bytes("stream/json-body-despite-stream-true.json");
        await using ScriptedServer server = ScriptedServer.Start(Answers.Body(200, body, "application/json"));
        using ChatGatewayClient client = TestClient.For(server);

        List<ChatCompletionChunk> chunks = await client.CompleteChatStreamingAsync(TestClient.Request()).ReadAllAsync();

        ChatCompletionChunk chunk = Assert.Single(chunks);
        var whole = (ChatCompletion)WireTypes.Read(typeof(ChatCompletion), WireSample.Text("stream/json-body-despite-stream-true.json"));
        Assert.Equal(whole.Text, chunk.Text);
        Assert.Equal(whole.Choices![0].FinishReason, chunk.Choices![0].FinishReason);
    }

    private static void AssertFailure(JObject expected, ChatGatewayException? failure)
    {
        bool hasChoices = ((JObject)expected["choices"]!).Count > 0;
        if (expected["error"] is JObject error)
        {
            (string? message, string? code, string? type) = failure switch
            {
                GatewayStreamException { Reason: GatewayStreamFailure.ErrorEvent } stream when hasChoices => (stream.ErrorMessage, stream.ErrorCode, stream.ErrorType),
                GatewayResponseException response when !hasChoices => (response.ErrorMessage, response.ErrorCode, response.ErrorType),
                _ => throw new Xunit.Sdk.XunitException($"Expected an error event, got {failure}."),
            };
            Assert.Equal((string?)error["message"], message);
            Assert.Equal((string?)error["code"], code);
            Assert.Equal((string?)error["type"], type);
        }
        else if ((bool)expected["trailingPartialEvent"]!)
        {
            Assert.Equal(GatewayStreamFailure.Truncated, Assert.IsType<GatewayStreamException>(failure).Reason);
        }
        else
        {
            Assert.Null(failure);
        }
    }

    private static JToken WithoutNulls(JToken token) => token is JObject value
        ? new JObject(value.Properties().Where(p => p.Value.Type != JTokenType.Null || p.Name == "finishReason").Select(p => new JProperty(p.Name, WithoutNulls(p.Value))))
        : token.DeepClone();
}
