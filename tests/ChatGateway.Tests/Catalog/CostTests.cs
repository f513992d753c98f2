using Xunit;

namespace ChatGateway.Tests.Catalog;

/// <summary>What an answer costs by the catalogue's prices.</summary>
public sealed class CostTests
{
    [Theory]
    [InlineData("gpt-4o-mini", 1000, 1000, "0.00525")]
    [InlineData("gpt-4o-mini", 0, 0, "0")]
    [InlineData("text-embedding-3-small", 2000, 0, "0.00028")]
    // tiers by the length of the input: the bound belongs to the lower price
    [InlineData("gpt-5.5", 272_000, 1000, "9.73")]
    [InlineData("gpt-5.5", 272_001, 1000, "19.35507")]
    [InlineData("qwen3-max-2026-01-23", 32_000, 0, "0.056")]
    [InlineData("qwen3-max-2026-01-23", 100_000, 0, "0.28")]
    [InlineData("qwen3-max-2026-01-23", 200_000, 0, "0.98")]
    public void EstimateCost_OfUsage_IsThePriceOfItsTier(string id, int input, int output, string expected)
    {
        Assert.True(ModelCatalog.TryGet(id, out CatalogModel? model));

        decimal? cost = model.EstimateCost(new TokenUsage { PromptTokens = input, CompletionTokens = output });

        Assert.Equal(decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), cost);
    }

    [Fact]
    public void EstimateCost_MissingOrImpossibleCounts_CountAsNone()
    {
        Assert.True(ModelCatalog.TryGet("gpt-4o", out CatalogModel? model));

        Assert.Equal(0, model.EstimateCost(new TokenUsage()));
        Assert.Equal(0, model.EstimateCost(new TokenUsage { PromptTokens = -5, CompletionTokens = -1 }));
        Assert.Throws<ArgumentNullException>(() => model.EstimateCost(null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.PriceOf(-1));
    }

    [Fact]
    public void EstimateCost_ThatOverflowsAnInt_DoesNot()
    {
        Assert.True(ModelCatalog.TryGet("gpt-4", out CatalogModel? model));

        Assert.Equal(int.MaxValue * (0.21m + 0.42m) / 1000, model.EstimateCost(new TokenUsage { PromptTokens = int.MaxValue, CompletionTokens = int.MaxValue }));
    }

    [Theory]
    [InlineData("gpt-4o-mini", null, true)]
    // the catalogue knows it by its undated name alone
    [InlineData("gpt-4o-mini-2024-07-18", null, true)]
    [InlineData("upstream/other", null, false)]
    [InlineData("upstream/other", "gpt-4o-mini", true)]
    [InlineData(null, "gpt-4o-mini", true)]
    [InlineData(null, null, false)]
    public void EstimateCost_OfAnswer_GoesByTheModelThatItNamesOrTheOneAskedFor(string? named, string? asked, bool isKnown)
    {
        var completion = new ChatCompletion { Model = named, Usage = new TokenUsage { PromptTokens = 1000, CompletionTokens = 1000 } };
        var embeddings = new EmbeddingResponse { Model = named, Usage = completion.Usage };
        ModelId? model = asked is null ? (ModelId?)null : asked;

        Assert.Equal(isKnown ? 0.00525m : null, completion.EstimateCost(model));
        Assert.Equal(completion.EstimateCost(model), embeddings.EstimateCost(model));
        Assert.Null((completion with { Usage = null }).EstimateCost(model));
    }
}
