using Xunit;

namespace ChatGateway.Tests.Diagnostics;

/// <summary>Answers that look alike and mean different things: status and form are the same, or the words are.</summary>
public sealed class ConfusingPairTests
{
    // what they share, and two answers with their causes
    public static TheoryData<int, string, DiagnosisCause, string, DiagnosisCause> Pairs => new()
    {
        // 403 of a free key: the prompt or the model
        { 403, FreeTexts.InputTooLong, DiagnosisCause.InputTooLong, FreeTexts.Models, DiagnosisCause.ModelNotAllowed },
        // 403: the gateway or a firewall before it
        { 403, """{"error":{"message":"no access to model x"}}""", DiagnosisCause.ModelNotAllowed, "<html>no access to this page</html>", DiagnosisCause.BlockedByProxy },
        // 403: an invitation that holds "free" is no free list
        { 403, FreeTexts.Models, DiagnosisCause.ModelNotAllowed, """{"error":{"message":"Forbidden. Feel free to contact us."}}""", DiagnosisCause.Unknown },
        // 429: the day or the minute
        { 429, """{"error":{"message":"Rate limit reached on requests per day (RPD): Limit 200, Used 200","code":"rate_limit_exceeded"}}""", DiagnosisCause.DailyQuota, """{"error":{"message":"Rate limit reached on requests per min (RPM): Limit 3, Used 3","code":"rate_limit_exceeded"}}""", DiagnosisCause.RateLimited },
        // 429: no credit or too fast, in the same words
        { 429, """{"error":{"message":"You exceeded your current quota, please check your plan and billing details.","code":null}}""", DiagnosisCause.BalanceTooLow, """[{"error":{"code":429,"message":"You exceeded your current quota, please check your plan and billing details. Please retry in 38s.","status":"RESOURCE_EXHAUSTED"}}]""", DiagnosisCause.RateLimited },
        // 429: a credit that is counted by the day is a credit all the same
        { 429, """{"error":{"message":"No credit; see the daily report","code":"insufficient_quota"}}""", DiagnosisCause.BalanceTooLow, """{"error":{"message":"The daily limit is reached"}}""", DiagnosisCause.DailyQuota },
        // 400 of xAI: the key or a parameter
        { 400, """{"code":"Client specified an invalid argument","error":"Incorrect API key provided: xa***Q9."}""", DiagnosisCause.InvalidKey, """{"code":"Client specified an invalid argument","error":"Invalid value for temperature"}""", DiagnosisCause.InvalidRequest },
        // 400 of Google: the key or a parameter
        { 400, """[{"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","status":"INVALID_ARGUMENT"}}]""", DiagnosisCause.InvalidKey, """[{"error":{"code":400,"message":"Invalid value at 'temperature'","status":"INVALID_ARGUMENT"}}]""", DiagnosisCause.InvalidRequest },
        // 500 of a relay: what its upstream refused, or a failure
        { 500, """{"error":{"message":"maximum context length is 8192 tokens (request id: 1)","type":"upstream_error","code":"bad_response_status_code"}}""", DiagnosisCause.InputTooLong, """{"error":{"message":"do request failed (request id: 1)","type":"upstream_error","code":"do_request_failed"}}""", DiagnosisCause.GatewayOverloaded },
        { 500, """{"error":{"message":"sorry","type":"upstream_error","code":"insufficient_quota"}}""", DiagnosisCause.BalanceTooLow, """{"error":{"message":"invalid api key (request id: 1)","type":"upstream_error"}}""", DiagnosisCause.GatewayOverloaded },
        // 404: the model or the route
        { 404, """{"error":{"message":"model \"nope\" not found","type":"not_found_error"}}""", DiagnosisCause.ModelMisspelt, """{"error":{"message":"Invalid URL (POST /v2/chat/completions)"}}""", DiagnosisCause.WrongBasePath },
        // the same number of two providers
        { 200, """{"base_resp":{"status_code":1002,"status_msg":"limit"}}""", DiagnosisCause.RateLimited, """{"base_resp":{"status_code":1004,"status_msg":"fail"}}""", DiagnosisCause.InvalidKey },
        { 401, """{"error":{"code":"1002","message":"Token 非法"}}""", DiagnosisCause.InvalidKey, """{"error":{"code":"1113","message":"欠费"}}""", DiagnosisCause.BalanceTooLow },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Diagnose_AnswersThatLookAlike_AreToldApart(int status, string one, DiagnosisCause itsCause, string other, DiagnosisCause otherCause)
    {
        Assert.Equal(itsCause, Cause(status, one));
        Assert.Equal(otherCause, Cause(status, other));
    }

    [Fact]
    public void Diagnose_ModelOutsideTheFreeList_NamesTheNearest()
    {
        foreach (string endpoint in new[] { Diagnosed.ChatAnywhere, Diagnosed.Elsewhere })
        {
            Diagnosis diagnosis = Diagnosed.In("en", () => Diagnoser.Diagnose(Diagnosed.Facts(403, FreeTexts.Models, "gpt-4o-minni", endpoint)));

            Assert.Equal(DiagnosisCause.ModelNotAllowed, diagnosis.Cause);
            Assert.Contains("'gpt-4o-minni'", diagnosis.Explanation, StringComparison.Ordinal);
            Assert.Contains("'gpt-4o-mini'", diagnosis.Advice, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Diagnose_ModelOfTheFreeList_PointsAtTheRoute()
    {
        Diagnosis diagnosis = Diagnosed.In("en", () => Diagnoser.Diagnose(Diagnosed.Facts(403, FreeTexts.Models)));

        Assert.Equal(DiagnosisCause.LegacyRoute, diagnosis.Cause);
        Assert.Contains("/v1/chat/completions", diagnosis.Explanation, StringComparison.Ordinal);
        Assert.Contains("https://api.chatanywhere.tech/v1", diagnosis.Advice, StringComparison.Ordinal);
    }

    // a model outside the free list, so that the list's text is about the model
    private static DiagnosisCause Cause(int status, string body) => Diagnoser.RowOf(Diagnosed.Facts(status, body, "gpt-4")).Cause;
}
