using Newtonsoft.Json.Linq;
using Xunit;

namespace ChatGateway.Tests.Client;

/// <summary>What is wrong is said at the call, by the argument's name, for streams too. Nothing listens at the endpoint.</summary>
public sealed class ArgumentTests : IDisposable
{
    private readonly ChatGatewayClient _client = TestClient.For(new Uri("http://127.0.0.1:9/v1"));

    public static TheoryData<string, ChatCompletionRequest> OutOfRange
    {
        get
        {
            ChatCompletionRequest request = TestClient.Request();
            return new TheoryData<string, ChatCompletionRequest>
            {
                { "Temperature must be from 0 to 2.", request with { Temperature = 2.5 } },
                { "Temperature must be from 0 to 2.", request with { Temperature = double.NaN } },
                { "TopP must be from 0 to 1.", request with { TopP = -0.1 } },
                { "TopLogprobs must be from 0 to 20.", request with { TopLogprobs = 30 } },
                { "FrequencyPenalty must be from -2 to 2.", request with { FrequencyPenalty = 3 } },
                { "PresencePenalty must be from -2 to 2.", request with { PresencePenalty = -3 } },
                { "N must be from 1 to 128.", request with { N = 0 } },
            };
        }
    }

    public static TheoryData<string, ChatCompletionRequest> Wrong
    {
        get
        {
            ChatCompletionRequest request = TestClient.Request();
            return new TheoryData<string, ChatCompletionRequest>
            {
                { "The model is empty.", request with { Model = default } },
                { "Messages is empty.", request with { Messages = [] } },
                { "Messages[0] is null.", request with { Messages = [null!] } },
                { "Tools[1] is null.", request with { Tools = [ChatTool.Function("f"), null!] } },
                { "Messages[0].ToolCalls[0] is null.", request with { Messages = [new ChatRequestMessage { Role = MessageRole.Assistant, Content = "x", ToolCalls = [null!] }] } },
                { "Messages[0] has no role.", request with { Messages = [new ChatRequestMessage { Role = default, Content = "x" }] } },
                { "Messages[0] (user) has no content.", request with { Messages = [new ChatRequestMessage { Role = "user", Content = null }] } },
                { "Messages[0] is a tool's result and names no tool call.", request with { Messages = [new ChatRequestMessage { Role = "tool", Content = "x" }] } },
            };
        }
    }

    public void Dispose() => _client.Dispose();

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void Chat_OutOfRange_ThrowsAtTheCall(string message, ChatCompletionRequest request)
    {
        var whole = Assert.Throws<ArgumentOutOfRangeException>(() => { _ = _client.CompleteChatAsync(request); });
        var streamed = Assert.Throws<ArgumentOutOfRangeException>(() => _client.CompleteChatStreamingAsync(request));

        Assert.StartsWith(message, whole.Message, StringComparison.Ordinal);
        Assert.Equal(whole.Message, streamed.Message);
        Assert.Equal(message.Split(' ')[0], whole.ParamName);
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Chat_WrongRequest_ThrowsAtTheCall(string message, ChatCompletionRequest request)
    {
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => { _ = _client.CompleteChatAsync(request); }).Message, StringComparison.Ordinal);
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => _client.CompleteChatStreamingAsync(request)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Chat_Null_Throws()
    {
        Assert.Throws<ArgumentNullException>(() => { _ = _client.CompleteChatAsync((ChatCompletionRequest)null!); });
        Assert.Throws<ArgumentNullException>(() => _client.CompleteChatStreamingAsync((ChatCompletionRequest)null!));
        Assert.Throws<ArgumentNullException>(() => { _ = _client.CompleteChatAsync("m", (string)null!); });
        Assert.Throws<ArgumentNullException>(() => { _ = _client.GenerateEmbeddingsAsync(null!); });
    }

    [Fact]
    public void Content_PartThatIsNull_ThrowsWhereItIsMade()
    {
        const string Message = "parts[1] is null.";
        ChatContentPart part = ChatContentPart.Text("a");
        Assert.StartsWith(Message, Assert.Throws<ArgumentException>(() => ChatRequestMessage.User([part, null!])).Message, StringComparison.Ordinal);
        Assert.StartsWith(Message, Assert.Throws<ArgumentException>(() => (MessageContent)new[] { part, null! }).Message, StringComparison.Ordinal);
        Assert.StartsWith(Message, Assert.Throws<ArgumentException>(() => MessageContent.FromParts([part, null!])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Chat_StreamSet_NamesTheOtherMethod()
    {
        ChatCompletionRequest request = TestClient.Request();

        Assert.Contains("CompleteChatStreamingAsync", Assert.Throws<ArgumentException>(() => { _ = _client.CompleteChatAsync(request with { Stream = true }); }).Message, StringComparison.Ordinal);
        Assert.Contains("CompleteChatAsync", Assert.Throws<ArgumentException>(() => _client.CompleteChatStreamingAsync(request with { Stream = false })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Chat_NoDefaultModel_Throws() =>
        Assert.Throws<InvalidOperationException>(() => { _ = _client.CompleteChatAsync("Hello"); });

    [Fact]
    public void AdditionalProperties_DeclaredMember_Throws()
    {
        var error = Assert.Throws<ArgumentException>(() => TestClient.Request() with
        {
            AdditionalProperties = new Dictionary<string, JToken> { ["stream"] = true },
        });

        Assert.Contains("'stream'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Embeddings_Wrong_Throws()
    {
        Assert.Throws<ArgumentException>(() => { _ = _client.GenerateEmbeddingsAsync("m", Array.Empty<string>()); });
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = _client.GenerateEmbeddingsAsync(new EmbeddingRequest { Model = "m", Input = "x", Dimensions = 0 }); });
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    public void GetModelAsync_ImpossibleId_Throws(string id) => Assert.Throws<ArgumentException>(() => { _ = _client.GetModelAsync(id); });

    [Theory]
    [InlineData("Authorization", "x")]
    [InlineData("x-case", "a\r\nb: c")]
    [InlineData("bad name", "x")]
    public void Headers_ReservedOrMalformed_ThrowWithoutTheValue(string name, string value)
    {
        var options = new RequestOptions { Headers = new Dictionary<string, string> { [name] = value } };

        var error = Assert.Throws<ArgumentException>(() => { _ = _client.CompleteChatAsync(TestClient.Request(), options); });

        Assert.DoesNotContain("b: c", error.Message, StringComparison.Ordinal);
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Timeout_OutOfRange_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = _client.CompleteChatAsync(TestClient.Request(), new RequestOptions { Timeout = TimeSpan.Zero }); });
}
