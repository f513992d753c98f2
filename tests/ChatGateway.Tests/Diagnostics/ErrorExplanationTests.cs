using Xunit;

namespace ChatGateway.Tests.Diagnostics;

/// <summary>Answers that somebody else has got, explained.</summary>
public sealed class ErrorExplanationTests
{
    private const string FreeText = """{"error":{"message":"The free account is limited to use gpt-4o-mini","type":"chatanywhere_error","code":"403 FORBIDDEN"}}""";

    [Theory]
    [InlineData(403, FreeText, "https://api.chatanywhere.tech/v1/completions", "gpt-4o-mini", DiagnosisCause.LegacyRoute)]
    [InlineData(0, FreeText, "https://api.chatanywhere.tech/v1/completions", null, DiagnosisCause.LegacyRoute)]
    [InlineData(0, FreeText, "https://api.chatanywhere.tech/v1/chat/completions", "gpt-4", DiagnosisCause.ModelNotAllowed)]
    [InlineData(0, FreeText, null, null, DiagnosisCause.ModelNotAllowed)]
    [InlineData(401, "{}", "https://api.example.com/v1/models", null, DiagnosisCause.InvalidKey)]
    [InlineData(404, "<html><title>404</title></html>", "https://api.example.com/", null, DiagnosisCause.WrongBasePath)]
    [InlineData(429, """{"error":{"message":"Rate limit reached"}}""", null, null, DiagnosisCause.RateLimited)]
    [InlineData(0, "", null, null, DiagnosisCause.Unknown)]
    [InlineData(0, "no JSON at all", null, null, DiagnosisCause.Unknown)]
    public void Answer_IsExplainedAsAClientWould(int status, string body, string? address, string? model, DiagnosisCause cause)
    {
        Diagnosis diagnosis = Diagnosed.In("en", () => ErrorExplanation.Explain(status, body, address is null ? null : new Uri(address), model is null ? (ModelId?)null : model));

        Assert.Equal(cause, diagnosis.Cause);
        Assert.NotEmpty(diagnosis.Explanation);
    }

    [Fact]
    public void FreeText_WithoutTheRequest_NamesAllThreeMistakes()
    {
        Diagnosis diagnosis = Diagnosed.In("en", () => ErrorExplanation.Explain(0, FreeText));

        Assert.Contains("three mistakes", diagnosis.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Body_Null_Throws() => Assert.Throws<ArgumentNullException>(() => ErrorExplanation.Explain(400, null!));
}
