using System.Net;
using ChatGateway.Tests.Client;
using ChatGateway.Tests.Security;
using ChatGateway.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace ChatGateway.Tests.Streaming.Rows;

/// <summary>Rows 54 to 56 and 60 of the fault table: errors and impossible values inside a stream of status 200.</summary>
public sealed class ErrorRowTests
{
    private const string One = """{"choices":[{"index":0,"delta":{"content":"one"}}]}""";

    [Theory]
    [InlineData("""{"error":{"message":"boom","type":"server_error","param":null,"code":"overloaded"}}""", "boom", "overloaded")]
    [InlineData("""{"error":{"message":"boom","code":503}}""", "boom", "503")]
    [InlineData("""{"error":{"message":"boom","code":503},"choices":[{"index":0,"delta":{"content":""},"finish_reason":"error"}]}""", "boom", "503")]
    [InlineData("""{"error":"boom"}""", "boom", null)]
    [InlineData("""{"error":{}}""", null, null)]
    [InlineData("""{"object":"error","message":"boom","code":400}""", "boom", "400")]
    [InlineData("""[{"error":{"message":"boom","code":429,"status":"RESOURCE_EXHAUSTED"}}]""", "boom", "429")]
    public async Task Row54_ErrorAfterAChunk_IsErrorEvent(string error, string? message, string? code)
    {
        StreamOutcome outcome = await StreamOutcome.OfAsync($"data: {One}\n\ndata: {error}\n\ndata: [DONE]\n\n");

        GatewayStreamException failure = outcome.AssertFailed(GatewayStreamFailure.ErrorEvent, "one");
        Assert.Equal(message, failure.ErrorMessage);
        Assert.Equal(code, failure.ErrorCode);
    }

    [Theory]
    [InlineData("""{"message":"boom","code":"overloaded"}""", "boom", "overloaded")]
    [InlineData("""{"error":{"message":"boom","code":503}}""", "boom", "503")]
    [InlineData("""{"type":"error","error":{"type":"overloaded_error","message":"boom"}}""", "boom", null)]
    [InlineData("null", null, null)]
    [InlineData("\"boom\"", "boom", null)]
    [InlineData("500", "500", null)]
    [InlineData("boom", "boom", null)]
    [InlineData("", null, null)]
    public async Task Row55_EventNamedError_IsErrorEvent(string data, string? message, string? code)
    {
        StreamOutcome outcome = await StreamOutcome.OfAsync($"data: {One}\n\nevent: error\ndata: {data}\n\ndata: [DONE]\n\n");

        GatewayStreamException failure = outcome.AssertFailed(GatewayStreamFailure.ErrorEvent, "one");
        Assert.Equal(message, failure.ErrorMessage);
        Assert.Equal(code, failure.ErrorCode);
    }

    [Theory]
    [InlineData("event: error\ndata: {\"message\":\"boom\",\"code\":400}\n\n", HttpStatusCode.BadRequest)]
    [InlineData("event: error\ndata: {\"error\":{\"message\":\"boom\",\"code\":\"422 UNPROCESSABLE\"}}\n\n", HttpStatusCode.UnprocessableEntity)]
    [InlineData("event: error\ndata: boom\n\n", HttpStatusCode.OK)]
    [InlineData("data: {\"error\":{\"message\":\"boom\"}}\n\n", HttpStatusCode.OK)]
    public async Task Row55_ErrorBeforeAnyChunk_IsResponseException(string body, HttpStatusCode status)
    {
        StreamOutcome outcome = await StreamOutcome.OfAsync(body);

        GatewayResponseException failure = outcome.AssertRefused<GatewayResponseException>();
        Assert.Equal(status, failure.StatusCode);
        Assert.Equal("boom", failure.ErrorMessage);
    }

    [Theory]
    [InlineData("""{"choices":[{"index":0,"delta":{"content":"SECRET}}]}""")]
    [InlineData("""{"choices":[{"index":0,"delta":{"content":{"SECRET":1}}}]}""")]
    [InlineData("SECRET")]
    [InlineData("\"SECRET\"")]
    [InlineData("[\"SECRET\"]")]
    public async Task Row56_BadJson_IsMalformed_PayloadInNoTextOrLog(string data)
    {
        var log = new CollectingLoggerProvider();
        await using ScriptedServer server = ScriptedServer.StartOnce(ScriptedServer.Sse(One, data, "[DONE]"));
        await using ServiceProvider services = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log))
            .AddChatGateway(options => options.Endpoints = [server.Endpoint]).Services.BuildServiceProvider();
        var client = services.GetRequiredService<ChatGatewayClient>();

        var error = await Assert.ThrowsAsync<GatewayStreamException>(() => client.CompleteChatStreamingAsync("m", "Hello").ReadAllAsync());

        Assert.Equal(GatewayStreamFailure.Malformed, error.Reason);
        Assert.Equal("one", error.Partial!.Text);
        Assert.NotEmpty(log.Messages);
        Assert.All(log.Messages.Append(error.Message).Append(error.ToString()), text => Assert.DoesNotContain("SECRET", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Row56_BadJsonFirst_IsProtocolException_PayloadInNoText()
    {
        StreamOutcome outcome = await StreamOutcome.OfAsync("data: {\"choices\":[SECRET\n\ndata: [DONE]\n\n");

        Assert.DoesNotContain("SECRET", outcome.AssertRefused<GatewayProtocolException>().ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"choices":[{"index":-1,"delta":{"content":"SECRET"}}]}""")]
    [InlineData("""{"choices":[{"index":1000000000,"delta":{"content":"SECRET"}}]}""")]
    [InlineData("""{"choices":[{"index":0,"delta":{"tool_calls":[{"index":-1,"function":{"name":"SECRET"}}]}}]}""")]
    [InlineData("""{"choices":[{"index":0,"delta":{"tool_calls":[{"index":1000000000,"function":{"name":"SECRET"}}]}}]}""")]
    public async Task Row60_ImpossibleIndex_IsProtocolError(string chunk)
    {
        StreamOutcome later = await StreamOutcome.OfAsync($"data: {One}\n\ndata: {chunk}\n\ndata: [DONE]\n\n");
        StreamOutcome first = await StreamOutcome.OfAsync($"data: {chunk}\n\ndata: [DONE]\n\n");

        GatewayStreamException failure = later.AssertFailed(GatewayStreamFailure.Malformed, "one");
        GatewayProtocolException refusal = first.AssertRefused<GatewayProtocolException>();
        Assert.DoesNotContain("SECRET", failure.ToString() + refusal, StringComparison.Ordinal);
    }
}
