using Xunit;

namespace ChatGateway.Tests.Analyzers;

/// <summary>CGW001 and CGW002: which uses of a model send it, and which options say otherwise.</summary>
public sealed class ModelUseAnalyzerTests
{
    private const string Unknown = "CGW001 Warning: The catalogue does not know the model 'llama3'";
    private const string NotAllowed = "CGW002 Warning: Free keys may not use the model 'gpt-4'; did you mean 'gpt-4o'?";

    [Theory]
    [InlineData("_ = request.Model == MODEL;")]
    [InlineData("_ = MODEL != options.DefaultModel;")]
    [InlineData("_ = options.DefaultModel == (request.N > 1 ? MODEL : ModelId.Gpt4o);")]
    [InlineData("_ = request.Model.Equals(MODEL);")]
    [InlineData("_ = ((ModelId)MODEL).Value;")]
    [InlineData("_ = ((ModelId)MODEL).ToString();")]
    [InlineData("_ = ((ModelId?)MODEL)?.Value;")]
    [InlineData("_ = (ModelId)MODEL is { Value.Length: > 3 };")]
    [InlineData("_ = ModelCatalog.TryGet(MODEL, out _);")]
    [InlineData("_ = ModelCatalog.CheaperRouteOf(MODEL);")]
    [InlineData("_ = ErrorExplanation.Explain(403, string.Empty, model: MODEL);")]
    [InlineData("_ = ModelAllowlist.FreeTier.Allows(MODEL);")]
    [InlineData("Console.WriteLine((ModelId)MODEL);")]
    [InlineData("""Console.WriteLine("{0} {1}", 1, (ModelId)MODEL);""")]
    [InlineData("""_ = $"{(ModelId)MODEL}";""")]
    [InlineData("_ = new Dictionary<ModelId, int> { [MODEL] = 1 };")]
    [InlineData("_ = new Dictionary<ModelId, int> { { MODEL, 1 } };")]
    [InlineData("var prices = new Dictionary<ModelId, int>(); prices[MODEL] = prices.GetValueOrDefault(MODEL) + (prices.ContainsKey(MODEL) ? 1 : 0);")]
    [InlineData("_ = new List<ModelId>().Contains(MODEL);")]
    [InlineData("_ = System.Linq.Enumerable.Contains(new List<ModelId>(), MODEL);")]
    public async Task Model_ThatIsComparedLookedUpOrShown_IsNotReported(string code)
    {
        Assert.Empty(await FindAsync(code, "ModelId.Gpt4"));
        Assert.Empty(await FindAsync(code, "\"gpt-4\""));
        Assert.Empty(await FindAsync(code, "\"llama3\""));
    }

    [Theory]
    [InlineData("""await client.CompleteChatAsync(MODEL, "Hello");""")]
    [InlineData("""_ = client.CompleteChatStreamingAsync(MODEL, "Hello");""")]
    [InlineData("""await client.GenerateEmbeddingsAsync(MODEL, "Hello");""")]
    [InlineData("await client.GetModelAsync(MODEL);")]
    [InlineData("_ = client.AsIChatClient(MODEL);")]
    [InlineData("_ = client.AsIEmbeddingGenerator(MODEL, 256);")]
    [InlineData("_ = ChatGatewayClientExtensions.AsIChatClient(client, MODEL);")]
    [InlineData("_ = request with { Model = MODEL };")]
    [InlineData("options.DefaultModel = MODEL;")]
    [InlineData("options.DefaultModel ??= MODEL;")]
    [InlineData("options.DefaultModel = request.N > 1 ? MODEL : null;")]
    [InlineData("ModelId model = MODEL; _ = model;")]
    [InlineData("var models = new List<ModelId> { MODEL }; _ = models;")]
    [InlineData("var models = new HashSet<ModelId>(); models.Add(MODEL);")]
    [InlineData("var models = new Dictionary<string, ModelId> { [\"ours\"] = MODEL }; _ = models;")]
    [InlineData("Ask(MODEL); static void Ask(ModelId model) => Console.WriteLine(model);")]
    [InlineData("_ = Task.FromResult<ModelId>(MODEL);")]
    [InlineData("static ModelId Pick() => MODEL; _ = Pick();")]
    public async Task Model_ThatMayBeSent_IsReported(string code)
    {
        Assert.Equal([NotAllowed], await FindAsync(code, "ModelId.Gpt4"));
        Assert.Equal([NotAllowed], await FindAsync(code, "\"gpt-4\""));
        Assert.Equal([Unknown], await FindAsync(code, "\"llama3\""));
    }

    [Theory]
    [InlineData("_ = new ChatGatewayOptions { KeyTier = KeyTier.Paid, DefaultModel = MODEL };", true, false)]
    [InlineData("_ = new ChatGatewayOptions { DefaultModel = request.N > 1 ? MODEL : null, KeyTier = KeyTier.Paid };", true, false)]
    [InlineData("options.KeyTier = KeyTier.Paid; options.DefaultModel = MODEL;", true, false)]
    [InlineData("_ = new ChatGatewayOptions { AllowedModels = ModelAllowlist.Any, DefaultModel = MODEL };", true, true)]
    [InlineData("""_ = new ChatGatewayOptions { AllowedModels = ModelAllowlist.Any.Without("gpt-5"), DefaultModel = MODEL };""", true, true)]
    [InlineData("Action<ChatGatewayOptions> set = o => { o.AllowedModels = ModelAllowlist.Any; o.DefaultModel = MODEL; }; set(options);", true, true)]
    [InlineData("_ = new ChatGatewayOptions { AllowedModels = ModelAllowlist.PaidTier, DefaultModel = MODEL };", true, false)]
    [InlineData("_ = new ChatGatewayOptions { AllowedModels = ModelAllowlist.FreeTier, KeyTier = KeyTier.Paid, DefaultModel = MODEL };", false, false)]
    [InlineData("_ = new ChatGatewayOptions { AllowedModels = null, KeyTier = KeyTier.Free, DefaultModel = MODEL };", false, false)]
    [InlineData("var other = new ChatGatewayOptions(); other.KeyTier = KeyTier.Paid; other.AllowedModels = ModelAllowlist.Any; options.DefaultModel = MODEL;", false, false)]
    public async Task DefaultModel_BesideOptionsThatAllowIt_IsNotReported(string code, bool allowsPaid, bool allowsUnknown)
    {
        Assert.Equal(allowsPaid ? [] : [NotAllowed], await FindAsync(code, "ModelId.Gpt4"));
        Assert.Equal(allowsPaid ? [] : [NotAllowed], await FindAsync(code, "\"gpt-4\""));
        Assert.Equal(allowsUnknown ? [] : [Unknown], await FindAsync(code, "\"llama3\""));
    }

    [Fact]
    public async Task Model_ThatBecomesAValueOfTheProjects_IsReported()
    {
        const string Type = "internal readonly record struct Route(ModelId Model) { public static implicit operator Route(ModelId model) => new(model); }";
        using var project = new AnalyzedProject(AnalyzedProject.Method("Route route = ModelId.Gpt4; _ = route;") + Type, tier: "Free");

        Assert.Equal([NotAllowed], await project.FindAsync());
    }

    private static async Task<string[]> FindAsync(string code, string model)
    {
        using var project = new AnalyzedProject(AnalyzedProject.Method(code.Replace("MODEL", model, StringComparison.Ordinal)), tier: "Free");
        return await project.FindAsync();
    }
}
