using System.Net;
using Xunit;

namespace ChatGateway.Tests.Streaming.Deviations;

/// <summary>Errors inside a status of 200, in places of their own.</summary>
public sealed class ErrorDeviationTests
{
    private const string One = """{"choices":[{"index":0,"delta":{"content":"one"}}]}""";

    // the last two: a choice that failed, with and without its reason
    public static TheoryData<string, string?, string?> Errors => new()
    {
        { "event: error\ndata: {\"code\":500,\"message\":\"boom\"}\n\n", "boom", "500" },
        { "event: error\ndata: {\"error\":{\"code\":500,\"message\":\"boom\"}}\n\n", "boom", "500" },
        // old llama.cpp: a field of the event stream named error
        { "error: {\"code\":500,\"message\":\"boom\",\"type\":\"server_error\"}\n\n", "boom", "500" },
        { "error:{\"code\":500,\"message\":\"boom\"}\n", "boom", "500" },
        { "error: {\"code\":500,\"message\":\"boom\"}", "boom", "500" },
        { "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"},\"finish_reason\":\"error\",\"error\":{\"code\":502,\"message\":\"boom\"}}]}\n\n", "boom", "502" },
        { "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"},\"error\":{\"code\":502,\"message\":\"boom\"}}]}\n\n", "boom", "502" },
        { "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"error\"}]}\n\n", null, null },
        { "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"},\"finish_reason\":\"network_error\"}]}\n\n", null, null },
        { "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"},\"finish_reason\":\"ERROR\"}]}\n\n", null, null },
        // MiniMax and Groq, with choices and without
        { "data: {\"choices\":[{\"index\":0,\"delta\":{}}],\"base_resp\":{\"status_code\":1027,\"status_msg\":\"boom\"}}\n\n", "boom", "1027" },
        { "data: {\"choices\":[],\"base_resp\":{\"status_code\":\"1027\",\"status_msg\":\"boom\"}}\n\n", "boom", "1027" },
        { "data: {\"id\":\"g\",\"choices\":[],\"x_groq\":{\"id\":\"r\",\"error\":\"boom\"}}\n\n", "boom", null },
        { "data: {\"choices\":[{\"index\":0,\"delta\":{}}],\"x_groq\":{\"error\":\"boom\"}}\n\n", "boom", null },
        // no field of the event stream at all
        { "{\"error\":{\"code\":500,\"message\":\"boom\"}}\n\n", "boom", "500" },
        { "{\"error\":{\"code\":500,\"message\":\"boom\"}}", "boom", "500" },
        { "{\n  \"error\": {\"code\": 500, \"message\": \"boom\"}\n}\n\n", "boom", "500" },
        { "{\"message\":\"boom\"}\n\n", "boom", null },
        // no envelope, and words of their own
        { "data: {\"code\":\"500\",\"msg\":\"boom\"}\n\n", "boom", "500" },
        { "data: {\"success\":false,\"code\":500,\"msg\":\"boom\",\"data\":null}\n\n", "boom", "500" },
        { "data: {\"err\":\"boom\"}\n\n", "boom", null },
        { "data: {\"error_code\":336100,\"error_msg\":\"boom\"}\n\n", "boom", null },
        { "data: {\"errors\":[{\"message\":\"boom\"}],\"success\":false}\n\n", "boom", null },
        { "event: error\n\n", null, null },
    };

    [Theory]
    [InlineData("""{"code":0,"message":"Success","usage":{"total_tokens":3}}""")]
    [InlineData("""{"code":"200","msg":"ok"}""")]
    [InlineData("""{"success":true,"message":"done"}""")]
    [InlineData("""{"usage":{"total_tokens":3},"message":"finished"}""")]
    public async Task WordsOfSuccess_AreNoError(string data)
    {
        StreamOutcome outcome = await StreamOutcome.OfAsync($"data: {One}\n\ndata: {data}\n\ndata: [DONE]\n\n");

        Assert.Null(outcome.Failure);
        Assert.Equal(["one"], outcome.Texts);
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task Error_AfterAChunk_IsErrorEvent(string error, string? message, string? code)
    {
        StreamOutcome outcome = await StreamOutcome.OfAsync($"data: {One}\n\n{error}");

        GatewayStreamException failure = outcome.AssertFailed(GatewayStreamFailure.ErrorEvent, "one");
        Assert.Equal(message, failure.ErrorMessage);
        Assert.Equal(code, failure.ErrorCode);
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task Error_BeforeDone_IsErrorEvent(string error, string? message, string? code)
    {
        StreamOutcome outcome = await StreamOutcome.OfAsync($"data: {One}\n\n{error}\n\ndata: [DONE]\n\n");

        GatewayStreamException failure = outcome.AssertFailed(GatewayStreamFailure.ErrorEvent, "one");
        Assert.Equal(message, failure.ErrorMessage);
        Assert.Equal(code, failure.ErrorCode);
    }

    [Theory]
    [InlineData("error: {\"code\":400,\"message\":\"boom\"}\n\n")]
    [InlineData(": keep-alive\n\n{\"error\":{\"code\":400,\"message\":\"boom\"}}\n\n")]
    [InlineData("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"},\"finish_reason\":\"error\"}],\"error\":{\"code\":400,\"message\":\"boom\"}}\n\n")]
    [InlineData(": keep-alive\n\nerror: {\"code\":400,\"message\":\"boom\"}")]
    [InlineData("event: error\ndata: {\"code\":400,\"message\":\"boom\"}\n\n")]
    public async Task Error_BeforeAnyChunk_IsResponseException(string body)
    {
        StreamOutcome outcome = await StreamOutcome.OfAsync(body);

        GatewayResponseException failure = outcome.AssertRefused<GatewayResponseException>();
        Assert.Equal(HttpStatusCode.BadRequest, failure.StatusCode);
        Assert.Equal("boom", failure.ErrorMessage);
    }

    [Theory]
    [InlineData("event: error\ndata: {0}\n\n")]
    [InlineData("error: {0}\n\n")]
    [InlineData("{0}\n\n")]
    [InlineData("data: {0}\n\n")]
    public async Task PseudoErrorOfChatAnywhere_InAnyFraming_IsNone(string framing)
    {
        string pseudo = framing.Replace("{0}", """{"error":{"message":"","type":"chatanywhere_error","param":null,"code":"200 OK"}}""", StringComparison.Ordinal);

        StreamOutcome later = await StreamOutcome.OfAsync($"data: {One}\n\n{pseudo}data: [DONE]\n\n");
        StreamOutcome first = await StreamOutcome.OfAsync($": hello\n\n{pseudo}data: {One}\n\ndata: [DONE]\n\n");

        later.AssertComplete("one");
        first.AssertComplete("one");
    }

    [Theory]
    [InlineData("""{"error":0,"choices":[{"index":0,"delta":{"content":"one"}}],"base_resp":{"status_code":0,"status_msg":""}}""")]
    [InlineData("""{"error":null,"choices":[{"index":0,"delta":{"content":"one"}}]}""")]
    [InlineData("""{"error":"","choices":[{"index":0,"delta":{"content":"one"},"error":null}]}""")]
    [InlineData("""{"choices":[{"index":0,"delta":{"content":"one","x":"\"error\": {}"}}]}""")]
    public async Task EmptyError_IsNone(string chunk)
    {
        StreamOutcome outcome = await StreamOutcome.OfAsync($"data: {chunk}\n\ndata: [DONE]\n\n");

        outcome.AssertComplete("one");
    }
}
