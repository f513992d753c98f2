using Xunit;

namespace ChatGateway.Tests.Catalog;

/// <summary>What the catalogue says of its models, and how they are found.</summary>
public sealed class ModelCatalogTests
{
    [Fact]
    public void Find_Nothing_GivesAll() => Assert.Equal(ModelCatalog.All, ModelCatalog.Find());

    [Theory]
    [InlineData(ModelKind.Embedding, null, null, null, 3)]
    [InlineData(null, KeyTier.Free, null, null, 19)]
    [InlineData(ModelKind.Embedding, KeyTier.Free, "openai", "free-embedding-200", 3)]
    [InlineData(null, null, null, "free-30", 3)]
    [InlineData(null, null, "nobody", null, 0)]
    public void Find_ByKindTierProviderAndGroup_GivesWhatFitsAll(ModelKind? kind, KeyTier? tier, string? provider, string? group, int count)
    {
        IReadOnlyList<CatalogModel> found = ModelCatalog.Find(kind, tier, provider, group);

        Assert.Equal(count, found.Count);
        Assert.All(found, model => Assert.True(
            (kind is null || model.Kind == kind) && (tier is null || model.FreeTier) && (provider ?? model.Provider) == model.Provider && (group ?? model.QuotaGroup) == model.QuotaGroup));
    }

    [Fact]
    public void Find_Paid_GivesAll() => Assert.Equal(ModelCatalog.All.Count, ModelCatalog.Find(tier: KeyTier.Paid).Count);

    [Fact]
    public void Routes_OfAModel_KnowEachOther()
    {
        Assert.Equal("gpt-4o-ca", ModelCatalog.CheaperRouteOf("gpt-4o")?.Id.Value);
        Assert.Equal("gpt-4o", ModelCatalog.StandardRouteOf("gpt-4o-ca")?.Id.Value);
        Assert.Null(ModelCatalog.CheaperRouteOf("gpt-4o-ca"));
        Assert.Null(ModelCatalog.CheaperRouteOf("o3"));
        Assert.Null(ModelCatalog.StandardRouteOf("gpt-4o"));
        // listed without its standard route
        Assert.True(ModelCatalog.TryGet("gpt-5.2-codex-ca", out _));
        Assert.Null(ModelCatalog.StandardRouteOf("gpt-5.2-codex-ca"));
    }

    [Theory]
    [InlineData("gpt-4o-2024-11-20", "gpt-4o")]
    [InlineData("gpt-5.4-mini-2026-03-17", "gpt-5.4-mini")]
    [InlineData("gpt-3.5-turbo-0125", "gpt-3.5-turbo")]
    [InlineData("gpt-4-0613", "gpt-4")]
    [InlineData("deepseek-r1-250528", "deepseek-r1")]
    [InlineData("claude-opus-4-5-20251101", null)]
    [InlineData("gpt-4o", null)]
    [InlineData("qwen3-235b-a22b-instruct-2507", null)]
    [InlineData("gpt-9-2030-01-01", null)]
    public void AliasOf_DatedSnapshot_IsTheUndatedName(string id, string? alias) => Assert.Equal(alias, ModelCatalog.AliasOf(id)?.Id.Value);

    [Fact]
    public void SnapshotsOf_Model_AreItsDatedIds()
    {
        Assert.Equal(["gpt-4o-2024-11-20"], ModelCatalog.SnapshotsOf("gpt-4o").Select(model => model.Id.Value));
        Assert.Equal(["gpt-3.5-turbo-1106", "gpt-3.5-turbo-0125"], ModelCatalog.SnapshotsOf("gpt-3.5-turbo").Select(model => model.Id.Value));
        Assert.Empty(ModelCatalog.SnapshotsOf("gpt-4o-mini"));
    }

    [Fact]
    public void Generated_Questions_AgreeWithTheCatalogue() => Assert.All(ModelCatalog.All, model =>
    {
        Assert.Equal(model.Kind == ModelKind.Embedding, ModelCatalog.IsEmbedding(model.Id.Value));
        Assert.Equal(model.Kind == ModelKind.Reasoning ? model.Provider : null, ModelCatalog.ReasoningProvider(model.Id.Value));
    });

    [Fact]
    public void Source_IsNamed()
    {
        Assert.Equal(new DateOnly(2026, 6, 27), ModelCatalog.SourceDate);
        Assert.Equal("CA per 1,000 tokens", ModelCatalog.PriceUnit);
    }
}
