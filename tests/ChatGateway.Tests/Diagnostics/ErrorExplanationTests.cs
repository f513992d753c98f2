using Xunit;

namespace ChatGateway.Tests.Diagnostics;

/// <summary>Answers that somebody else has got, explained.</summary>
public sealed class ErrorExplanationTests
{
    private const string NoModel = """{"error":{"message":"The model `gpt-5x` does not exist or you do not have access to it.","type":"invalid_request_error","param":null,"code":"model_not_found"}}""";
    private const string NoChannel = """{"error":{"message":"当前分组 default 下对于模型 gpt-5x 无可用渠道 (request id: 1)","type":"new_api_error","code":"model_not_found"}}""";
    private const string FreeText = """{"error":{"message":"The free account is limited to use gpt-4o-mini","type":"chatanywhere_error","code":"403 FORBIDDEN"}}""";

    [Theory]
    [InlineData(403, FreeText, "https://api.chatanywhere.tech/v1/completions", "gpt-4o-mini", DiagnosisCause.LegacyRoute)]
    [InlineData(0, FreeText, "https://api.chatanywhere.tech/v1/completions", null, DiagnosisCause.LegacyRoute)]
    [InlineData(0, FreeText, "https://api.chatanywhere.tech/v1/chat/completions", "gpt-4", DiagnosisCause.ModelNotAllowed)]
    [InlineData(0, FreeText, null, null, DiagnosisCause.ModelNotAllowed)]
    [InlineData(401, "{}", "https://api.example.com/v1/models", null, DiagnosisCause.InvalidKey)]
    [InlineData(404, "<html><title>404</title></html>", "https://api.example.com/", null, DiagnosisCause.WrongBasePath)]
    [InlineData(429, """{"error":{"message":"Rate limit reached"}}""", null, null, DiagnosisCause.RateLimited)]
    [InlineData(404, NoModel, null, null, DiagnosisCause.ModelMisspelt)]
    [InlineData(503, NoChannel, null, null, DiagnosisCause.ModelMisspelt)]
    [InlineData(404, NoModel, "https://api.example.com/v1/chat/completions", "gpt-5x", DiagnosisCause.ModelMisspelt)]
    [InlineData(403, FreeText, null, "gpt-4o-mini", DiagnosisCause.LegacyRoute)]
    [InlineData(200, """{"error":{"message":"slow down","code":"429 TOO_MANY_REQUESTS"}}""", null, null, DiagnosisCause.RateLimited)]
    [InlineData(200, """{"base_resp":{"status_code":1008,"status_msg":"?"}}""", null, null, DiagnosisCause.BalanceTooLow)]
    [InlineData(-1, """{"error":{"message":"slow down","code":429}}""", null, null, DiagnosisCause.RateLimited)]
    [InlineData(0, "", null, null, DiagnosisCause.Unknown)]
    [InlineData(0, "no JSON at all", null, null, DiagnosisCause.Unknown)]
    public void Answer_IsExplainedAsAClientWould(int status, string body, string? address, string? model, DiagnosisCause cause)
    {
        Diagnosis diagnosis = Diagnosed.In("en", () => ErrorExplanation.Explain(status, body, address is null ? null : new Uri(address), model is null ? (ModelId?)null : model));

        Assert.Equal(cause, diagnosis.Cause);
        Assert.NotEmpty(diagnosis.Explanation);
    }

    [Theory]
    [InlineData("en", "the model", "the host", "the path of the call")]
    [InlineData("zh-CN", "该模型", "该主机", "所请求的路径")]
    public void WhatIsNotKnown_HasWordsOfItsOwn(string culture, string model, string host, string path)
    {
        string Explained(int status, string body) => Diagnosed.In(culture, () => ErrorExplanation.Explain(status, body)).Explanation;

        Assert.Contains(model, Explained(404, NoModel), StringComparison.Ordinal);
        Assert.Contains(model, Explained(503, NoChannel), StringComparison.Ordinal);
        Assert.Contains(host, Explained(404, "{}"), StringComparison.Ordinal);
        Assert.Contains(path, Explained(404, "{}"), StringComparison.Ordinal);
        Assert.Contains(path, Explained(404, "<html>"), StringComparison.Ordinal);
    }

    [Fact]
    public void Answers_OfAllGateways_LeaveNoPlaceEmpty()
    {
        Assert.All(DiagnosisRowTests.Answers, answer =>
        {
            Diagnosis diagnosis = Diagnosed.In("en", () => ErrorExplanation.Explain((int)answer[1], (string)answer[2]));

            Assert.DoesNotMatch(@"[{}]|(^|[ '(])-($|[ ').:,])|''|\(\)", diagnosis.Explanation + diagnosis.Advice);
        });
    }

    [Fact]
    public void FreeText_WithoutTheRequest_NamesBothMistakes()
    {
        Diagnosis diagnosis = Diagnosed.In("en", () => ErrorExplanation.Explain(0, FreeText));

        Assert.Contains("two mistakes: the legacy /completions route, and a model outside the free list", diagnosis.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Body_Null_Throws() => Assert.Throws<ArgumentNullException>(() => ErrorExplanation.Explain(400, null!));
}
