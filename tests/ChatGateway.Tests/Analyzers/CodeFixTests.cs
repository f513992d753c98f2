using Xunit;

namespace ChatGateway.Tests.Analyzers;

/// <summary>The fixes, applied in a workspace; what they make compiles and is clean.</summary>
public sealed class CodeFixTests
{
    [Theory]
    [InlineData("""await client.CompleteChatAsync("gpt-4o-minni", "Hello");""", "Use ModelId.Gpt4oMini", """await client.CompleteChatAsync(ModelId.Gpt4oMini, "Hello");""")]
    [InlineData("""ModelId model = /* which? */ "gpt-4o-minni"; _ = model;""", "Use ModelId.Gpt4oMini", """ModelId model = /* which? */ ModelId.Gpt4oMini; _ = model;""")]
    [InlineData("""var model = new ModelId("gpt-4o-minni"); _ = model;""", "Use ModelId.Gpt4oMini", """var model = ModelId.Gpt4oMini; _ = model;""")]
    [InlineData("""ModelId model = new("gpt-4o-minni"); _ = model;""", "Use ModelId.Gpt4oMini", """ModelId model = ModelId.Gpt4oMini; _ = model;""")]
    [InlineData("""ModelId? model = new(value: "gpt-4o-minni"); _ = model;""", "Use ModelId.Gpt4oMini", """ModelId? model = ModelId.Gpt4oMini; _ = model;""")]
    [InlineData("""_ = new ModelId("our-modell");""", "Use \"our-model\"", """_ = new ModelId("our-model");""")]
    [InlineData("""_ = ModelAllowlist.Of("gpt-4o", "gpt-4o-minni");""", "Use ModelId.Gpt4oMini", """_ = ModelAllowlist.Of("gpt-4o", ModelId.Gpt4oMini);""")]
    [InlineData("""string? v = null; await client.CompleteChatAsync(v ?? "gpt-4o-minni", "Hello");""", "Use \"gpt-4o-mini\"", """string? v = null; await client.CompleteChatAsync(v ?? "gpt-4o-mini", "Hello");""")]
    [InlineData("""string? v = null; var model = new ModelId(v is null ? "gpt-4o-minni" : v); _ = model;""", "Use \"gpt-4o-mini\"", """string? v = null; var model = new ModelId(v is null ? "gpt-4o-mini" : v); _ = model;""")]
    [InlineData("""string? v = null; _ = request with { Model = v switch { null => /* which? */ "gpt-4o-minni", _ => v } };""", "Use \"gpt-4o-mini\"", """string? v = null; _ = request with { Model = v switch { null => /* which? */ "gpt-4o-mini", _ => v } };""")]
    [InlineData("""bool b = options.ApiKey is null; _ = request with { Model = b ? "gpt-4o-minni" : ModelId.Gpt4o };""", "Use ModelId.Gpt4oMini", """bool b = options.ApiKey is null; _ = request with { Model = b ? ModelId.Gpt4oMini : ModelId.Gpt4o };""")]
    [InlineData("""await client.CompleteChatAsync(ModelId.Gpt4, "Hello");""", "Use ModelId.Gpt4o", """await client.CompleteChatAsync(ModelId.Gpt4o, "Hello");""")]
    [InlineData("""await client.CompleteChatAsync("our-modell", "Hello");""", "Use \"our-model\"", """await client.CompleteChatAsync("our-model", "Hello");""")]
    [InlineData("""options.Endpoints = [new Uri("https://api.chatanywhere.tech/v1/completions")];""", "Use \"https://api.chatanywhere.tech/v1\"", """options.Endpoints = [new Uri("https://api.chatanywhere.tech/v1")];""")]
    [InlineData("""options.Endpoints = [new Uri("https://api.chatanywhere.org/")];""", "Use \"https://api.chatanywhere.org/v1\"", """options.Endpoints = [new Uri("https://api.chatanywhere.org/v1")];""")]
    public async Task Fix_PutsTheRightInThePlaceOfTheWrong(string wrong, string title, string right)
    {
        using var project = new AnalyzedProject(AnalyzedProject.Method(wrong), tier: "Free", models: "our-model");

        (string Title, string Text)? made = await project.FixAsync();

        Assert.Equal((title, AnalyzedProject.Method(right)), made);
        Assert.Empty(await project.FindAsync());
    }

    [Fact]
    public async Task Fix_OfAnAlias_PutsTheMemberInThePlaceOfTheWhole()
    {
        const string Alias = "using Id = ChatGateway.ModelId;\n";
        using var project = new AnalyzedProject(Alias + AnalyzedProject.Method("""Id model = new Id("gpt-4o-minni"); _ = model;"""));

        (string Title, string Text)? made = await project.FixAsync();

        Assert.Equal(("Use ModelId.Gpt4oMini", Alias + AnalyzedProject.Method("""Id model = Id.Gpt4oMini; _ = model;""")), made);
        Assert.Empty(await project.FindAsync());
    }

    [Theory]
    [InlineData("""await client.CompleteChatAsync("zzzzzzzzzzzzzzzz", "Hello");""")]
    [InlineData("""_ = request with { Temperature = 3 };""")]
    public async Task Fix_WhereNobodyKnowsTheRight_IsNone(string code)
    {
        using var project = new AnalyzedProject(AnalyzedProject.Method(code));

        Assert.NotEmpty(await project.FindAsync());
        Assert.Null(await project.FixAsync());
    }
}
