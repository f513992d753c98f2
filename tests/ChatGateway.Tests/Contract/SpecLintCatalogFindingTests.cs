using Xunit;

namespace ChatGateway.Tests.Contract;

/// <summary>The rules for the model catalogue can fail.</summary>
public sealed class SpecLintCatalogFindingTests
{
    private const string Good = "kind: chat, provider: p, free: false, quotaGroup: paid, prices: [[1, 2, 3], [0, 4, 5]]";

    [Fact]
    public void AllRules_GoodEntry_Clean()
    {
        SpecDocument spec = Catalog(Good);
        SpecLint.Clean(SpecCatalogRules.Entries(spec));
        SpecLint.Clean(SpecCatalogRules.MemberNames(spec));
        SpecLint.Clean(SpecCatalogRules.Facts(spec));
        SpecLint.Clean(SpecCatalogRules.Prices(spec));
    }

    [Theory]
    [InlineData("[a, b]", "{a: {}}", "ModelId: b is not in x-model-info")]
    [InlineData("[a]", "{a: {}, b: {}}", "ModelId: b is in x-model-info only")]
    [InlineData("[a, b]", "{b: {}, a: {}}", "ModelId: the order differs from a (enum) and b (x-model-info) on")]
    [InlineData("[]", "{}", "ModelId has no enum")]
    public void Entries_DoNotMatch_Found(string values, string info, string finding) =>
        SpecLint.Finds(finding, SpecCatalogRules.Entries(ModelId($"enum: {values}, x-model-info: {info}")));

    [Theory]
    [InlineData("gpt-5.4-2026-03-05", "Gpt5_4_2026_03_05")]
    [InlineData("deepseek-v3.2", "DeepseekV3_2")]
    [InlineData("gpt-4o-mini-2024-07-18", "Gpt4oMini2024_07_18")]
    [InlineData("gpt-oss-20b", "GptOss20b")]
    [InlineData("o3", "O3")]
    public void MemberNames_Wrong_FoundWithTheRightOne(string id, string right) =>
        SpecLint.Finds(
            $"ModelId: {id} is named Wrong instead of {right}",
            SpecCatalogRules.MemberNames(ModelId($"enum: [{id}], x-enumNames: [Wrong]")));

    [Theory]
    [InlineData("kind: audio, provider: p, free: false, quotaGroup: paid", "kind audio")]
    [InlineData("provider: p, free: false, quotaGroup: paid", "kind (none)")]
    [InlineData("kind: chat, free: false, quotaGroup: paid", "no provider")]
    [InlineData("kind: chat, provider: p, free: false", "no quotaGroup")]
    [InlineData("kind: chat, provider: p, quotaGroup: paid", "free is neither true nor false")]
    [InlineData("kind: chat, provider: p, free: 'true', quotaGroup: paid", "free is neither true nor false")]
    [InlineData("kind: chat, provider: p, free: true, quotaGroup: free-5", "free without requestsPerDay")]
    [InlineData("kind: chat, provider: p, free: true, requestsPerDay: 0, quotaGroup: free-5", "free without requestsPerDay")]
    [InlineData("kind: chat, provider: p, free: false, requestsPerDay: 5, quotaGroup: paid", "requestsPerDay without free")]
    public void Facts_Incomplete_Found(string entry, string finding) =>
        SpecLint.Finds($"ModelId: a: {finding}", SpecCatalogRules.Facts(Catalog(entry)));

    [Theory]
    [InlineData("kind: chat", "no prices")]
    [InlineData("prices: []", "no prices")]
    [InlineData("prices: [[0, 1]]", "a price tier is not [bound, input price, output price]")]
    [InlineData("prices: [[0, 1, x]]", "a price tier is not [bound, input price, output price]")]
    [InlineData("prices: [[0, -1, 1]]", "a price tier is not [bound, input price, output price]")]
    [InlineData("prices: [[128000, 1, 1]]", "the last price tier is bounded by 128000")]
    [InlineData("prices: [[2, 1, 1], [1, 1, 1], [0, 1, 1]]", "the price tiers do not ascend")]
    [InlineData("prices: [[0, 1, 1], [0, 1, 1]]", "the price tiers do not ascend")]
    public void Prices_OutOfOrder_Found(string entry, string finding) =>
        SpecLint.Finds($"ModelId: a: {finding}", SpecCatalogRules.Prices(Catalog(entry)));

    private static SpecDocument Catalog(string entry) => ModelId($"enum: [a], x-enumNames: [A], x-model-info: {{a: {{{entry}}}}}");

    private static SpecDocument ModelId(string members) => SpecDocument.Parse($"components: {{schemas: {{ModelId: {{{members}}}}}}}");
}
