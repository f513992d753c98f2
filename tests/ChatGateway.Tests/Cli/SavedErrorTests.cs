using ChatGateway.Cli;
using Newtonsoft.Json.Linq;
using Xunit;

namespace ChatGateway.Tests.Cli;

/// <summary>What is read out of lines as programs write them into their logs.</summary>
public sealed class SavedErrorTests
{
    private const string Body = """{"error":{"message":"no","code":"model_not_found"}}""";

    [Theory]
    [InlineData(403, $"[2026-11-28 12:00:01] ERROR HTTP 403 {Body}")]
    [InlineData(429, $"POST took 350 ms, status 429 {Body}")]
    [InlineData(401, $"worker.py line 120: HTTP 401 {Body}")]
    [InlineData(403, $"<34>Nov 28 12:00:01 host app[512]: HTTP 403 {Body}")]
    [InlineData(404, $"2026-11-28 12:00:01,412 ERROR Error code: 404 - {Body}")]
    [InlineData(403, $"10.0.0.1 - - [28/Nov/2026:12:00:01 +0800] \"POST /v1/chat/completions HTTP/1.1\" 403 512 \"-\" {Body}")]
    [InlineData(403, $"HTTP/2 403 {Body}")]
    [InlineData(403, $"statusCode=403 duration=500 {Body}")]
    [InlineData(403, $"\"status_code\": 403, {Body}")]
    [InlineData(429, $"StatusCode: 429, ReasonPhrase: 'Too Many Requests' {Body}")]
    [InlineData(403, $"Response status code does not indicate success: 403 (Forbidden). {Body}")]
    [InlineData(429, $"after 500 requests: 429 TOO_MANY_REQUESTS {Body}")]
    [InlineData(429, $"POST https://api.example.com/v1/chat/completions for model gpt-4 was answered by 429: {Body}")]
    [InlineData(502, $"upstream failed (502) {Body}")]
    [InlineData(503, $"503\n{Body}")]
    [InlineData(404, $"ERROR 404 {Body}")]
    [InlineData(401, $"call failed: 401 {Body}")]
    [InlineData(0, $"took 450 ms {Body}")]
    [InlineData(0, $"line 404: {Body}")]
    [InlineData(0, $"http://127.0.0.1:500/v1 {Body}")]
    [InlineData(0, $"read 512 bytes in 0.403 s {Body}")]
    [InlineData(0, $"exit code 137 {Body}")]
    [InlineData(0, $"12:00:01,404 WARN {Body}")]
    [InlineData(404, $"worker-7 {{\"id\":1}} HTTP 404 {Body}")]
    [InlineData(404, $"{Body} was the body of HTTP 404", false)]
    public void Line_OfALog_IsTakenApart(int status, string line, bool isTakenApart = true)
    {
        SavedError saved = SavedError.Read(line);

        if (!isTakenApart)
        {
            Assert.Equal((0, line), (saved.Status, saved.Body));
            return;
        }
        Assert.Equal(status, saved.Status);
        Assert.Equal(JObject.Parse(Body), JObject.Parse(saved.Body), JToken.EqualityComparer);
    }

    [Theory]
    [InlineData(Body)]
    [InlineData($"[{Body}]")]
    [InlineData($" [ {Body}, 404 ]\n")]
    [InlineData("[404, 500]")]
    [InlineData("<html><title>HTTP 502</title></html>")]
    [InlineData("<!DOCTYPE html><p>status 404")]
    [InlineData("""{"error":{"message":"HTTP 404 and cut""")]
    public void Body_Alone_TellsNoStatus(string text)
    {
        SavedError saved = SavedError.Read(text);

        Assert.Equal(0, saved.Status);
        Assert.Equal(string.Concat(text.Where(c => !char.IsWhiteSpace(c))), string.Concat(saved.Body.Where(c => !char.IsWhiteSpace(c))));
    }

    [Theory]
    [InlineData("Error code: 404 - {'error': {'message': \"The model 'x' does not exist\", 'param': None, 'code': 'model_not_found'}}")]
    [InlineData("status: 404, error: { message: 'no', param: null, code: 'model_not_found' }")]
    public void Object_AsOtherLanguagesWriteIt_IsRead(string line)
    {
        SavedError saved = SavedError.Read(line);

        Assert.Equal(404, saved.Status);
        Assert.Equal(DiagnosisCause.ModelMisspelt, ErrorExplanation.Explain(0, saved.Body).Cause);
    }

    [Fact]
    public void Page_BehindAStatus_IsAPage()
    {
        SavedError saved = SavedError.Read("12:00:01 GET http://proxy.example/v1/models -> HTTP 403 <html><body>nginx</body></html>");

        Assert.Equal((403, "<html><body>nginx</body></html>"), (saved.Status, saved.Body));
        Assert.Equal(new Uri("http://proxy.example/v1/models"), saved.Address);
    }

    [Theory]
    [InlineData("upstream connect error, reset reason: connection timeout", 0)]
    [InlineData("upstream answered with 503 and no body", 503)]
    [InlineData("404", 404)]
    public void Text_WithoutABody_IsTheBody(string text, int status)
    {
        SavedError saved = SavedError.Read(text);

        Assert.Equal((status, text), (saved.Status, saved.Body));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[")]
    [InlineData("<")]
    [InlineData("4")]
    [InlineData("{\"a\":")]
    [InlineData("{\"a\":{}},")]
    public void Text_OfNoSense_IsReadAtOnce(string part) => Assert.Equal(0, SavedError.Read("log " + string.Concat(Enumerable.Repeat(part, 20_000))).Status);
}
