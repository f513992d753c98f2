using Xunit;

namespace ChatGateway.Tests.Diagnostics;

/// <summary>Each row of the table that reads an answer is met by an answer as gateways give it. (Forms and texts: api-facts.md 1.2, 5.)</summary>
public sealed class DiagnosisRowTests
{
    // row, status, body
    public static TheoryData<string, int, string> Answers => new()
    {
        { "redirect", 302, "" },
        { "proxy-authentication", 407, "<html>Proxy Authentication Required</html>" },
        { "blocked", 403, "<!DOCTYPE html><html><head><title>Attention Required! | Cloudflare</title></head></html>" },
        { "blocked", 403, "error code: 1020" },
        { "region", 403, """{"error":{"code":"unsupported_country_region_territory","message":"Country, region, or territory not supported","param":null,"type":"request_forbidden"}}""" },
        { "region", 400, """[{"error":{"code":400,"message":"User location is not supported for the API use.","status":"FAILED_PRECONDITION"}}]""" },
        { "page-not-found", 404, "<!doctype html><html><body>Not Found</body></html>" },
        { "page-not-found", 405, "<html><center><h1>405 Not Allowed</h1></center></html>" },
        { "answer-too-long", 400, """{"object":"error","message":"max_tokens is too large: 999999. This model's maximum context length is 8192 tokens and the prompt has 20.","type":"BadRequestError","code":400}""" },
        { "request-too-large", 413, """{"error":{"message":"Request too large for model `m` on tokens per minute (TPM): Limit 6000, Requested 9000","type":"tokens","code":"rate_limit_exceeded"}}""" },
        { "request-too-large", 429, """{"error":{"message":"Request too large for gpt-4o on tokens per min (TPM): Limit 30000, Requested 40000.","type":"tokens","code":"rate_limit_exceeded"}}""" },
        { "input-too-long", 400, """{"error":{"message":"too long","code":"context_length_exceeded","param":"messages"}}""" },
        { "input-too-long", 400, """{"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 210000 tokens > 200000 maximum"}}""" },
        { "input-too-long", 400, """{"error":{"code":400,"message":"request (9100 tokens) does not fit","type":"exceed_context_size_error","n_ctx":8192}}""" },
        { "input-too-long", 400, """{"error":{"code":"1261","message":"Prompt 超长"}}""" },
        { "input-too-long", 413, "<html><h1>413 Request Entity Too Large</h1></html>" },
        { "input-too-long", 200, """{"base_resp":{"status_code":1039,"status_msg":"token limit"}}""" },
        { "content-filter", 400, """{"error":{"message":"filtered","type":null,"param":"prompt","code":"content_filter","status":400,"innererror":{"code":"ResponsibleAIPolicyViolation","content_filter_result":{"hate":{"filtered":true}}}}}""" },
        { "content-filter", 400, """{"error":{"message":"filtered","type":null,"code":null,"innererror":{"code":"ResponsibleAIPolicyViolation"}}}""" },
        { "content-filter", 400, """{"error":{"code":"1301","message":"系统检测到输入或生成内容可能包含不安全或敏感内容"}}""" },
        { "content-filter", 400, """{"error":{"message":"Your request was rejected as a result of our safety system.","type":"chatanywhere_error","param":null,"code":"400 BAD_REQUEST"}}""" },
        { "content-filter", 500, """{"error":{"message":"blocked","type":"new_api_error","param":"","code":"sensitive_words_detected"}}""" },
        { "content-filter", 200, """{"base_resp":{"status_code":1026,"status_msg":"input new_sensitive"}}""" },
        { "balance", 402, """{"error":{"message":"Insufficient Balance","type":"unknown_error"}}""" },
        { "balance", 429, """{"error":{"code":"1113","message":"您的账户已欠费，请充值后重试"}}""" },
        { "balance", 403, """{"error":{"message":"用户额度不足","type":"new_api_error","param":"","code":"insufficient_user_quota"}}""" },
        { "balance", 401, """{"error":{"message":"该令牌额度已用尽 (request id: 20260101)","type":"one_api_error"}}""" },
        { "balance", 400, """{"type":"error","error":{"type":"invalid_request_error","message":"Your credit balance is too low to access the API."}}""" },
        { "balance", 200, """{"base_resp":{"status_code":1008,"status_msg":"insufficient balance"}}""" },
        { "plan-quota", 429, """{"error":{"code":"1308","message":"已达到 5 小时的使用上限，您的限额将在 18:00 重置"}}""" },
        { "daily", 429, """{"error":{"code":"1304","message":"该 API 的日调用次数已用完"}}""" },
        { "daily", 429, """{"error":{"message":"Rate limit exceeded: free-models-per-day","code":429}}""" },
        { "busy", 429, """{"error":{"message":"The engine is currently overloaded, please try again later","type":"engine_overloaded_error"}}""" },
        { "rate", 429, """{"error":{"code":"1303","message":"请求频率过高"}}""" },
        { "rate", 429, "error code: 1015" },
        { "rate", 200, """{"base_resp":{"status_code":1002,"status_msg":"rate limit"}}""" },
        { "relay-key", 500, """{"error":{"message":"Incorrect API key provided: sk-Ab1****xYz9. (request id: 20260101)","type":"one_api_error","code":"invalid_api_key"}}""" },
        { "openai-refused-behind", 401, """{"error":{"message":"Incorrect API key provided: sk-Ab1****xYz9. You can find your API key at https://platform.openai.com/account/api-keys.","code":"invalid_api_key"}}""" },
        { "address", 403, """{"error":{"message":"您的 IP 不在令牌允许访问的列表中","type":"new_api_error"}}""" },
        { "key", 401, """{"statusCode":401,"message":"Access denied due to invalid subscription key."}""" },
        { "key", 401, """{"error":{"code":"1002","message":"Authorization Token非法"}}""" },
        { "key", 401, """{"error":{"message":"无效的令牌 (request id: 20260101)","type":"one_api_error"}}""" },
        { "key", 200, """{"base_resp":{"status_code":1004,"status_msg":"login fail"}}""" },
        { "model-forbidden", 403, """{"error":{"message":"Project `p` does not have access to model `gpt-4o-mini`","type":"invalid_request_error","code":"model_not_found"}}""" },
        { "model-forbidden", 403, """{"error":{"message":"该令牌无权访问模型 gpt-4o-mini","type":"new_api_error"}}""" },
        { "no-channel", 503, """{"error":{"message":"当前分组 default 下对于模型 gpt-4o-mini 无可用渠道","type":"one_api_error"}}""" },
        { "model-unknown", 400, """{"error":{"code":"1211","message":"模型不存在，请检查模型代码。"}}""" },
        { "model-unknown", 404, """{"error":{"message":"The model `m` does not exist or you do not have access to it.","code":"model_not_found"}}""" },
        { "model-unknown", 400, """{"error":{"message":"Model Not Exist","type":"invalid_request_error"}}""" },
        { "model-unknown", 404, """{"error":{"code":"DeploymentNotFound","message":"The API deployment for this resource does not exist."}}""" },
        { "relay-upstream", 500, """{"error":{"message":"bad response status code 400 (request id: 20260101)","type":"upstream_error","param":"400","code":"bad_response_status_code"}}""" },
        { "upstream-timeout", 524, "<html><title>524: A timeout occurred</title></html>" },
        { "overloaded", 529, """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""" },
        { "overloaded", 503, """{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}""" },
        { "server", 500, "" },
        { "server", 200, """{"error":{"message":"The server had an error","type":"server_error"}}""" },
        { "forbidden", 403, """{"message":"Forbidden"}""" },
        { "route", 404, """{"detail":"Not Found"}""" },
        { "route", 404, """{"error":{"code":"404","message":"Resource not found"}}""" },
        { "not-offered", 501, """{"error":{"code":501,"message":"This server does not support embeddings.","type":"not_supported_error"}}""" },
        { "request", 400, """{"error":{"code":"1210","message":"API 调用参数有误"}}""" },
        { "request", 422, """{"detail":[{"loc":["body","messages"],"msg":"Field required","type":"missing"}]}""" },
        { "unknown", 418, "short and stout" },
    };

    // row, status, endpoint, model, route, body
    public static TheoryData<string, int, string, string?, string, string> AnswersOfACall => new()
    {
        { "free-input-too-long", 403, Diagnosed.ChatAnywhere, "gpt-4o-mini", "chat/completions", FreeTexts.InputTooLong },
        { "legacy-route", 403, Diagnosed.ChatAnywhere, "gpt-3.5-turbo", "completions", FreeTexts.Models },
        { "legacy-route-likely", 403, Diagnosed.ChatAnywhere, "gpt-3.5-turbo", "chat/completions", FreeTexts.Models },
        { "legacy-route-likely", 403, Diagnosed.Elsewhere, "gpt-4.1-mini", "chat/completions", FreeTexts.Models },
        { "legacy-route-likely", 401, Diagnosed.Elsewhere, "gpt-3.5-turbo", "chat/completions", "limit to use gpt-3.5-turbo and embeddings" },
        { "free-list-kind", 403, Diagnosed.ChatAnywhere, "gpt-4o-mini", "embeddings", FreeTexts.Models },
        { "free-list-near", 403, Diagnosed.ChatAnywhere, "gpt-4", "chat/completions", FreeTexts.Models },
        { "free-list-near", 403, Diagnosed.Elsewhere, "gpt-4o-mini-ca", "chat/completions", FreeTexts.Models },
        { "free-list", 403, Diagnosed.ChatAnywhere, "zzzzzzzzzzzzzzzz", "chat/completions", FreeTexts.Models },
        { "legacy-route-unseen", 403, "", "gpt-4o-mini", "chat/completions", FreeTexts.Models },
        { "legacy-route-unseen", 403, "", "text-embedding-3-small", "chat/completions", FreeTexts.Models },
        { "free-list-unknown", 403, "", null, "chat/completions", FreeTexts.Models },
        { "free-list-route", 403, Diagnosed.ChatAnywhere, null, "models", FreeTexts.Models },
        { "daily-free", 429, Diagnosed.ChatAnywhere, "gpt-4o", "chat/completions", """{"error":{"message":"免费 Key 限制 200 请求/24小时"}}""" },
        { "daily-free", 429, Diagnosed.Elsewhere, "gpt-4o", "chat/completions", """{"error":{"message":"每天的次数已用完","type":"chatanywhere_error","code":"429 TOO_MANY_REQUESTS"}}""" },
        { "rate", 429, Diagnosed.ChatAnywhere, "gpt-4o", "chat/completions", """{"error":{"message":"请求过快","type":"chatanywhere_error","code":"429 TOO_MANY_REQUESTS"}}""" },
        { "openai-refused", 401, "https://api.openai.com/v1", "gpt-4o-mini", "chat/completions", """{"error":{"message":"Incorrect API key provided: sk-Ab1****xYz9. You can find your API key at https://platform.openai.com/account/api-keys.","type":"invalid_request_error","param":null,"code":"invalid_api_key"}}""" },
        { "key", 401, Diagnosed.ChatAnywhere, "gpt-4o-mini", "chat/completions", """{"error":{"message":"Incorrect API key provided. You can find your API key at https://platform.openai.com/account/api-keys.","code":"invalid_api_key"}}""" },
        { "openai-refused-somewhere", 401, "", null, "chat/completions", """{"error":{"message":"Incorrect API key provided: sk-Ab1****xYz9. You can find your API key at https://platform.openai.com/account/api-keys.","code":"invalid_api_key"}}""" },
        { "model-forbidden", 403, "", null, "chat/completions", """{"error":{"message":"该令牌无权访问模型 gpt-5x","type":"new_api_error"}}""" },
        { "forbidden", 403, Diagnosed.Elsewhere, null, "models", """{"error":{"message":"no right to list models"}}""" },
        { "no-channel", 503, "", null, "chat/completions", """{"error":{"message":"当前分组 default 下对于模型 gpt-5x 无可用渠道 (request id: 1)","type":"new_api_error","code":"model_not_found"}}""" },
        { "model-unknown", 404, "", null, "chat/completions", """{"error":{"message":"The model `gpt-5x` does not exist or you do not have access to it.","type":"invalid_request_error","param":null,"code":"model_not_found"}}""" },
        { "model-unknown", 503, "", null, "chat/completions", """{"error":{"message":"sorry","type":"new_api_error","code":"model_not_found"}}""" },
        { "model-unknown", 404, Diagnosed.Elsewhere, null, "models/gpt-5x", """{"error":{"message":"sorry","code":"model_not_found"}}""" },
        { "upstream-timeout-no-chat", 504, Diagnosed.Elsewhere, null, "models", "" },
        { "upstream-timeout-no-chat", 408, Diagnosed.Elsewhere, "text-embedding-3-small", "embeddings", "" },
        { "upstream-timeout", 504, "", null, "chat/completions", "" },
        { "doubled-version", 404, "https://api.openai.com/v1/v1", "gpt-4o-mini", "chat/completions", """{"error":{"message":"Invalid URL (POST /v1/v1/chat/completions)","type":"invalid_request_error","param":null,"code":null}}""" },
        { "route", 404, Diagnosed.Elsewhere, null, "models", """{"message":"Cannot GET /models"}""" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public void Answer_OfAGateway_FitsItsRow(string id, int status, string body) =>
        Assert.Equal(id, Diagnoser.RowOf(Diagnosed.Facts(status, body)).Id);

    [Theory]
    [MemberData(nameof(AnswersOfACall))]
    public void Answer_ToACall_FitsItsRow(string id, int status, string endpoint, string? model, string route, string body) =>
        Assert.Equal(id, Diagnoser.RowOf(Diagnosed.Facts(status, body, model, endpoint, route)).Id);

    [Fact]
    public void Rows_AreAllMet()
    {
        IEnumerable<string> met = Answers.Select(Id).Concat(AnswersOfACall.Select(Id)).Concat(FailureRowTests.Failures.Select(Id));

        Assert.Equal(DiagnosisTable.Rows.Select(row => row.Id).Order(StringComparer.Ordinal), met.Distinct().Order(StringComparer.Ordinal));
    }

    private static string Id(object row) => (string)((object?[])row)[0]!;
}
