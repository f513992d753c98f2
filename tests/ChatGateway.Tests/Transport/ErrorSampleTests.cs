using System.Net;
using ChatGateway.Tests.Client;
using ChatGateway.Tests.Servers;
using ChatGateway.Tests.Wire;
using Xunit;

namespace ChatGateway.Tests.Transport;

/// <summary>Every error body of the samples over a real socket becomes a typed exception with status, code and message.</summary>
public sealed class ErrorSampleTests
{
    // file, message (null: none to show), code, cause
    public static TheoryData<string, string?, string?, DiagnosisCause> Errors => new()
    {
        { "400-azure-content-filter.json", "The prompt triggered the content policy.", "content_filter", DiagnosisCause.ContentFiltered },
        { "400-chatanywhere-bad-json.json", "Unexpected character ('}' (code 125)): expected a field name", "400 BAD_REQUEST", DiagnosisCause.InvalidRequest },
        { "400-context-length.json", "This model's maximum context length is 8192 tokens, but 9001 were requested.", "context_length_exceeded", DiagnosisCause.InputTooLong },
        { "400-google-array.json", "API key not valid.", "400", DiagnosisCause.InvalidKey },
        { "400-llamacpp-context.json", "request (9100 tokens) does not fit the context (8192 tokens)", "400", DiagnosisCause.InputTooLong },
        { "400-string-error-xai.json", "Incorrect API key provided: ***.", "Client specified an invalid argument", DiagnosisCause.InvalidKey },
        { "400-vllm-flat.json", "max_tokens is too large: 999999.", "400", DiagnosisCause.InvalidRequest },
        { "400-vllm-nested.json", "max_tokens is too large: 999999.", "400", DiagnosisCause.InvalidRequest },
        { "401-anthropic-envelope.json", "invalid x-api-key", null, DiagnosisCause.InvalidKey },
        { "401-chatanywhere.json", "ApiKey错误", "401 UNAUTHORIZED", DiagnosisCause.InvalidKey },
        { "401-detail-string.json", "Unauthorized", null, DiagnosisCause.InvalidKey },
        { "401-openai-style.json", "Incorrect API key provided: ***.", "invalid_api_key", DiagnosisCause.InvalidKey },
        { "401-plain-text.txt", "Authentication Fails (governor)", null, DiagnosisCause.InvalidKey },
        { "401-toplevel-message-code.json", "Wrong API Key", "wrong_api_key", DiagnosisCause.InvalidKey },
        { "401-toplevel-numeric-code.json", "Token is invalid.", "30014", DiagnosisCause.InvalidKey },
        { "402-openrouter.json", "This request needs more credits.", "402", DiagnosisCause.BalanceTooLow },
        { "403-chatanywhere-free-model.json", "免费 Key 只能使用 deepseek-r1、deepseek-v3、gpt-3.5-turbo、gpt-4o-mini、gpt-4o 与 embeddings 模型。Free keys may only use deepseek-r1, deepseek-v3, gpt-3.5-turbo, gpt-4o-mini, gpt-4o and embeddings.", "403 FORBIDDEN", DiagnosisCause.ModelNotAllowed },
        { "403-chatanywhere-input-too-long.json", "免费 Key 的输入 token 须小于 4096。Prompt tokens of free keys must stay below 4096.", "403 FORBIDDEN", DiagnosisCause.InputTooLong },
        { "404-ollama.json", "model \"nope\" not found", null, DiagnosisCause.ModelMisspelt },
        { "422-fastapi-detail-list.json", "body.messages: Field required", null, DiagnosisCause.InvalidRequest },
        { "429-openai-insufficient-quota.json", "You are out of quota; check plan and billing.", "insufficient_quota", DiagnosisCause.BalanceTooLow },
        { "429-openai-rate-limit.json", "Rate limit reached for gpt-4o-mini on requests per min (RPM): Limit 500, Used 500, Requested 1. Try again in 120ms.", "rate_limit_exceeded", DiagnosisCause.RateLimited },
        { "429-openai-slow-down.json", "Request rate grew too fast.", "slow_down", DiagnosisCause.RateLimited },
        { "429-zhipu.json", "并发数过高，请稍后再试", "1302", DiagnosisCause.RateLimited },
        { "500-empty-body.txt", null, null, DiagnosisCause.GatewayOverloaded },
        { "500-new-api.json", "status_code=502, upstream error (request id: 20260101abcdef)", "bad_response_status_code", DiagnosisCause.GatewayOverloaded },
        { "500-one-api.json", "do request failed (request id: 2026010110000012345678)", "do_request_failed", DiagnosisCause.GatewayOverloaded },
        { "502-bad-gateway.html", null, null, DiagnosisCause.GatewayOverloaded },
        { "524-cloudflare.html", null, null, DiagnosisCause.GatewayOverloaded },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task CompleteChatAsync_ErrorSample_ThrowsTyped(string file, string? message, string? code, DiagnosisCause cause)
    {
        int status = int.Parse(file.AsSpan(0, 3), System.Globalization.CultureInfo.InvariantCulture);
        await using ScriptedServer server = ScriptedServer.StartOnce(Step(file, status));
        using ChatGatewayClient client = TestClient.For(server);

        var error = await Assert.ThrowsAsync<GatewayResponseException>(() => client.CompleteChatAsync(TestClient.Request("some-model")));

        Assert.Equal((HttpStatusCode)status, error.StatusCode);
        Assert.Equal(message, error.ErrorMessage);
        Assert.Equal(code, error.ErrorCode);
        Assert.Equal(cause, error.Diagnosis.Cause);
        Assert.Equal(1, error.Attempts);
        Assert.Equal("some-model", error.Model?.Value);
        Assert.Contains($"POST http://127.0.0.1:{server.Endpoint.Port}/v1/chat/completions for model some-model was answered by {status}", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-Ab1", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("群号", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("<html", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CompleteChatAsync_DailyQuota_ThrowsQuotaExhausted()
    {
        await using ScriptedServer server = ScriptedServer.StartOnce(Step("429-chatanywhere-daily.json", 429));
        using ChatGatewayClient client = TestClient.For(server);

        var error = await Assert.ThrowsAsync<QuotaExhaustedException>(() => client.CompleteChatAsync(TestClient.Request("deepseek-r1")));

        Assert.Equal("free-30", error.QuotaGroup);
        Assert.True(error.IsRateLimited);
        var response = Assert.IsType<GatewayResponseException>(error.InnerException);
        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal("429 TOO_MANY_REQUESTS", response.ErrorCode);
        Assert.StartsWith("该模型今日免费次数已用完", response.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_OfTheSamples_AreAllTested()
    {
        string[] tested = [.. Errors.Select(row => (string)((object?[])row)[0]!), "429-chatanywhere-daily.json"];
        string[] files = [.. WireSample.Names("errors").Select(name => name["errors/".Length..])];
        Assert.Equal(files.Order(StringComparer.Ordinal), tested.Order(StringComparer.Ordinal));
    }

    private static ScriptedStep Step(string file, int status)
    {
        string type = Path.GetExtension(file) switch { ".json" => "application/json", ".html" => "text/html", _ => "text/plain" };
        return Answers.Body(status, WireSample.Bytes($"errors/{file}"), type);
    }
}
