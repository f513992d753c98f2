using Xunit;

namespace ChatGateway.Tests.Analyzers;

/// <summary>CGW003 and CGW005.</summary>
public sealed class ParameterAnalyzerTests
{
    [Theory]
    [InlineData("Temperature = 2.5", "Temperature is 2.5; it must be from 0 to 2")]
    [InlineData("Temperature = -0.1", "Temperature is -0.1; it must be from 0 to 2")]
    [InlineData("TopLogprobs = 30, Logprobs = true", "TopLogprobs is 30; it must be from 0 to 20")]
    [InlineData("TopP = 1 + 1", "TopP is 2; it must be from 0 to 1")]
    [InlineData("N = 0", "N is 0; it must be from 1 to 128")]
    [InlineData("PresencePenalty = 3", "PresencePenalty is 3; it must be from -2 to 2")]
    [InlineData("Temperature = DateTime.Today.Day > 5 ? 2.5 : 1", "Temperature is 2.5; it must be from 0 to 2")]
    [InlineData("Temperature = DateTime.Today.Day > 5 ? null : (3)", "Temperature is 3; it must be from 0 to 2")]
    [InlineData("N = DateTime.Today.Day switch { 1 => 0, _ => 1 }", "N is 0; it must be from 1 to 128")]
    [InlineData("TopP = Environment.ProcessPath?.Length ?? 7", "TopP is 7; it must be from 0 to 1")]
    public async Task Constant_OutsideItsRange_IsAnError(string members, string message)
    {
        using var created = new AnalyzedProject(AnalyzedProject.Method($$"""_ = new ChatCompletionRequest { Model = ModelId.Gpt4o, Messages = [], {{members}} };"""));
        using var copied = new AnalyzedProject(AnalyzedProject.Method($$"""_ = request with { {{members}} };"""));

        Assert.Equal([$"CGW003 Error: {message}"], await created.FindAsync());
        Assert.Equal([$"CGW003 Error: {message}"], await copied.FindAsync());
    }

    [Fact]
    public async Task Dimensions_HaveALowerBoundOnly()
    {
        using var project = new AnalyzedProject(AnalyzedProject.Method("""
            _ = new EmbeddingRequest { Model = ModelId.TextEmbedding3Small, Input = "a", Dimensions = 0 };
            _ = new EmbeddingRequest { Model = ModelId.TextEmbedding3Small, Input = "a", Dimensions = 1_000_000 };
            """));

        Assert.Equal(["CGW003 Error: Dimensions is 0; it must be at least 1"], await project.FindAsync());
    }

    [Theory]
    [InlineData("Temperature = 0")]
    [InlineData("Temperature = 2")]
    [InlineData("Temperature = null")]
    [InlineData("Temperature = Random.Shared.NextDouble() * 5")]
    [InlineData("Temperature = DateTime.Today.Day > 5 ? 2 : null")]
    [InlineData("TopLogprobs = 20, Logprobs = true")]
    [InlineData("MaxTokens = 1_000_000")]
    public async Task Constant_InItsRange_OrNoConstant_IsNot(string members)
    {
        using var project = new AnalyzedProject(AnalyzedProject.Method($$"""_ = new ChatCompletionRequest { Model = ModelId.Gpt4o, Messages = [], {{members}} };"""));

        Assert.Empty(await project.FindAsync());
    }

    [Theory]
    [InlineData("TopLogprobs = 5", true)]
    [InlineData("TopLogprobs = 5, Logprobs = false", true)]
    [InlineData("TopLogprobs = 5, Logprobs = null", true)]
    [InlineData("TopLogprobs = 5, Logprobs = true", false)]
    [InlineData("TopLogprobs = 5, Logprobs = DateTime.Today.Day > 5", false)]
    [InlineData("TopLogprobs = null", false)]
    [InlineData("Logprobs = true", false)]
    public async Task TopLogprobs_WithoutLogprobs_AreReported(string members, bool isReported)
    {
        using var project = new AnalyzedProject(AnalyzedProject.Method($$"""
            _ = new ChatCompletionRequest { Model = ModelId.Gpt4o, Messages = [], {{members}} };
            _ = request with { TopLogprobs = 3 };
            """));

        Assert.Equal(isReported ? ["CGW005 Warning: TopLogprobs needs Logprobs = true"] : [], await project.FindAsync());
    }

    [Theory]
    [InlineData("await client.CompleteChatAsync(REQUEST);", true)]
    [InlineData("await client.CompleteChatAsync(REQUEST, cancellationToken: default);", true)]
    [InlineData("_ = client.CompleteChatStreamingAsync(REQUEST);", false)]
    [InlineData("var later = REQUEST; _ = later;", false)]
    public async Task StreamOptions_InACallWithoutAStream_AreReported(string code, bool isReported)
    {
        string body = code.Replace("REQUEST", "new ChatCompletionRequest { Model = ModelId.Gpt4o, Messages = [], StreamOptions = new StreamOptions { IncludeUsage = true } }", StringComparison.Ordinal);
        using var project = new AnalyzedProject(AnalyzedProject.Method(body));

        string[] found = await project.FindAsync();

        Assert.Equal(isReported ? 1 : 0, found.Length);
        Assert.All(found, text => Assert.StartsWith("CGW005 Warning: StreamOptions are for CompleteChatStreamingAsync", text, StringComparison.Ordinal));
    }
}
