using Xunit;

namespace ChatGateway.Tests.Analyzers;

/// <summary>CGW001 and CGW002.</summary>
public sealed class ModelIdAnalyzerTests
{
    [Theory]
    [InlineData("""await client.CompleteChatAsync("gpt-4o-minni", "Hello");""")]
    [InlineData("""const string Model = "gpt-4o-minni"; await client.CompleteChatAsync(Model, "Hello");""")]
    [InlineData("""const string Family = "gpt-4o"; await client.CompleteChatAsync(Family + "-minni", "Hello");""")]
    [InlineData("""ModelId model = "gpt-4o-minni"; _ = model;""")]
    [InlineData("""var model = (ModelId)"gpt-4o-minni"; _ = model;""")]
    [InlineData("""var model = new ModelId("gpt-4o-minni"); _ = model;""")]
    [InlineData("""_ = request with { Model = "gpt-4o-minni" };""")]
    [InlineData("""_ = new ChatCompletionRequest { Model = "gpt-4o-minni", Messages = [] };""")]
    [InlineData("""_ = ModelAllowlist.Of("gpt-4o-minni");""")]
    [InlineData("""_ = ModelAllowlist.Any.Without("gpt-4o-minni");""")]
    [InlineData("""options.DefaultModel = "gpt-4o-minni";""")]
    [InlineData("""ModelId[] models = ["gpt-4o-minni"]; _ = models;""")]
    [InlineData("""string v = Console.ReadLine()!; await client.CompleteChatAsync(v == "a" ? "gpt-4o-minni" : "gpt-4o-mini", "Hello");""")]
    [InlineData("""string v = Console.ReadLine()!; await client.CompleteChatAsync((v == "a" ? ("gpt-4o-minni") : v), "Hello");""")]
    [InlineData("""string v = Console.ReadLine()!; ModelId? model = v == "a" ? null : "gpt-4o-minni"; _ = model;""")]
    [InlineData("""const string Good = "gpt-4o"; string v = Console.ReadLine()!; await client.CompleteChatAsync(v switch { "a" => "gpt-4o-minni", "b" => throw new Exception(), _ => Good }, "Hello");""")]
    [InlineData("""string? v = Console.ReadLine(); await client.CompleteChatAsync(v ?? "gpt-4o-minni", "Hello");""")]
    [InlineData("""string? v = Console.ReadLine(); options.DefaultModel = v ?? "gpt-4o-minni";""")]
    [InlineData("""string? v = Console.ReadLine(); var model = new ModelId(v ?? "gpt-4o-minni"); _ = model;""")]
    [InlineData("""string? v = Console.ReadLine(); _ = request with { Model = v ?? (v == "a" ? v switch { "b" => "gpt-4o-minni", _ => "gpt-4o" } : "gpt-4") };""")]
    [InlineData("""string v = Console.ReadLine()!; _ = request with { Model = v == "a" ? "gpt-4o-minni" : ModelId.Gpt4o };""")]
    [InlineData("""string v = Console.ReadLine()!; _ = request with { Model = v switch { "a" => "gpt-4o-minni", _ => ModelId.Gpt4o } };""")]
    public async Task UnknownId_WhereverItBecomesAModel_IsReported(string code)
    {
        using var project = new AnalyzedProject(AnalyzedProject.Method(code));

        Assert.Equal(["CGW001 Warning: The catalogue does not know the model 'gpt-4o-minni'; did you mean 'gpt-4o-mini'?"], await project.FindAsync());
    }

    [Theory]
    [InlineData("""await client.CompleteChatAsync("gpt-4o-mini", "gpt-4o-minni");""")]
    [InlineData("""await client.CompleteChatAsync(ModelId.Gpt4oMini, "Hello");""")]
    [InlineData("""string name = Console.ReadLine()!; await client.CompleteChatAsync(name, "Hello");""")]
    [InlineData("""options.ExtraModels = ["our-model"];""")]
    [InlineData("""_ = new ChatGatewayOptions { ExtraModels = new List<ModelId> { "our-model" } };""")]
    [InlineData("""options.ExtraModels!.Add("our-model");""")]
    [InlineData("""ModelId none = default; _ = none;""")]
    [InlineData("""string text = "gpt-4o-minni"; _ = text;""")]
    public async Task KnownId_OrNoConstant_OrExtraModel_IsNot(string code)
    {
        using var project = new AnalyzedProject(AnalyzedProject.Method(code));

        Assert.Empty(await project.FindAsync());
    }

    [Theory]
    [InlineData("zzzzzzzzzzzzzzzz", "CGW001 Warning: The catalogue does not know the model 'zzzzzzzzzzzzzzzz'")]
    [InlineData("text-embeding-3-small", "CGW001 Warning: The catalogue does not know the model 'text-embeding-3-small'; did you mean 'text-embedding-3-small'?")]
    [InlineData("gpt-3.5-turbo-instruct", "CGW001 Warning: The catalogue does not know the model 'gpt-3.5-turbo-instruct'; it speaks only the legacy /completions route, which this library leaves out; did you mean 'gpt-3.5-turbo'?")]
    public async Task UnknownId_Message_SaysWhatIsMeant(string id, string message)
    {
        using var project = new AnalyzedProject(AnalyzedProject.Method($"""await client.CompleteChatAsync("{id}", "Hello");"""));

        Assert.Equal([message], await project.FindAsync());
    }

    [Theory]
    [InlineData("""await client.CompleteChatAsync("gpt-4", "Hello");""", "gpt-4", "gpt-4o")]
    [InlineData("""await client.CompleteChatAsync(ModelId.Gpt4, "Hello");""", "gpt-4", "gpt-4o")]
    [InlineData("""await client.CompleteChatAsync(ModelId.Gpt4oMiniCa, "Hello");""", "gpt-4o-mini-ca", "gpt-4o-mini")]
    [InlineData("""options.DefaultModel = ModelId.Gpt5Pro;""", "gpt-5-pro", "gpt-5")]
    [InlineData("""string v = Console.ReadLine()!; await client.CompleteChatAsync(v == "a" ? "gpt-4" : "gpt-4o", "Hello");""", "gpt-4", "gpt-4o")]
    [InlineData("""string v = Console.ReadLine()!; await client.CompleteChatAsync(v == "a" ? ModelId.Gpt4 : ModelId.Gpt4o, "Hello");""", "gpt-4", "gpt-4o")]
    public async Task PaidModel_InAProjectOfTheFreeTier_IsReported(string code, string id, string nearest)
    {
        string body = AnalyzedProject.Method(code);
        using var free = new AnalyzedProject(body, tier: "Free");
        using var lower = new AnalyzedProject(body, tier: "free");
        using var paid = new AnalyzedProject(body, tier: "Paid");
        using var unsaid = new AnalyzedProject(body);

        string[] expected = [$"CGW002 Warning: Free keys may not use the model '{id}'; did you mean '{nearest}'?"];
        Assert.Equal(expected, await free.FindAsync());
        Assert.Equal(expected, await lower.FindAsync());
        Assert.Empty(await paid.FindAsync());
        Assert.Empty(await unsaid.FindAsync());
    }

    [Theory]
    [InlineData("""await client.CompleteChatAsync(ModelId.Gpt4oMini, "Hello");""")]
    [InlineData("""_ = ModelAllowlist.Of(ModelId.Gpt4, "gpt-5-pro");""")]
    [InlineData("""_ = ModelAllowlist.Any.Without(ModelId.Gpt4);""")]
    [InlineData("""_ = nameof(ModelId.Gpt4);""")]
    public async Task FreeModel_OrListOfModels_IsNot(string code)
    {
        using var project = new AnalyzedProject(AnalyzedProject.Method(code), tier: "Free");

        Assert.Empty(await project.FindAsync());
    }

    [Fact]
    public async Task ModelsFile_AddsIdsThatAreKnownAndAllowed()
    {
        string body = AnalyzedProject.Method("""
            await client.CompleteChatAsync("our-model", "Hello");
            await client.CompleteChatAsync("gpt-4", "Hello");
            await client.CompleteChatAsync(ModelId.Gpt5Pro, "Hello");
            await client.CompleteChatAsync("our-modell", "Hello");
            """);
        using var project = new AnalyzedProject(body, tier: "Free", models: "# ours\n our-model  # the big one\n\ngpt-4\n");

        Assert.Equal(
            [
                "CGW002 Warning: Free keys may not use the model 'gpt-5-pro'; did you mean 'gpt-5'?",
                "CGW001 Warning: The catalogue does not know the model 'our-modell'; did you mean 'our-model'?",
            ],
            await project.FindAsync());
    }

    [Fact]
    public async Task EditorConfig_SetsTheSeverity()
    {
        string body = AnalyzedProject.Method("""await client.CompleteChatAsync("llama3:8b", "Hello");""");
        using var error = new AnalyzedProject(body, editorConfig: "root = true\n[*.cs]\ndotnet_diagnostic.CGW001.severity = error\n");
        using var none = new AnalyzedProject(body, editorConfig: "root = true\n[*.cs]\ndotnet_diagnostic.CGW001.severity = none\n");

        Assert.StartsWith("CGW001 Error", Assert.Single(await error.FindAsync()), StringComparison.Ordinal);
        Assert.Empty(await none.FindAsync());
    }

    [Fact]
    public async Task Project_WithoutTheLibrary_IsLeftAlone()
    {
        using var project = new AnalyzedProject("internal static class Program { public static string Model = \"gpt-4o-minni\"; }", tier: "Free", usesLibrary: false);

        Assert.Empty(await project.FindAsync());
    }
}
