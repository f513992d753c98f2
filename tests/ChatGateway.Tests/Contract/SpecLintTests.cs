using System.Text.Json.Nodes;
using Xunit;

namespace ChatGateway.Tests.Contract;

/// <summary>spec/openapi.yaml keeps the style that generates the wanted client; the reasons stand beside the rules.</summary>
public sealed class SpecLintTests
{
    private static readonly SpecDocument Spec = SpecDocument.Load(RepositoryRoot.At("spec", "openapi.yaml"));

    public static TheoryData<string> ForbiddenKeywords => ["oneOf", "discriminator", "const", "default"];

    public static TheoryData<string> Ranges => [.. SpecRange.Expected.Select(range => range.Place)];

    [Fact]
    public void Keys_StandOnce() => SpecLint.Clean(Spec.DuplicateKeys);

    [Fact]
    public void OpenApiVersion_Is303() => SpecLint.Clean(SpecRouteRules.OpenApiVersion(Spec));

    [Fact]
    public void Paths_HaveNoLegacyRoute() => SpecLint.Clean(SpecRouteRules.LegacyRoutes(Spec));

    [Fact]
    public void Operations_AreTheFour() => SpecLint.Clean(SpecRouteRules.Operations(Spec));

    [Fact]
    public void References_Resolve() => SpecLint.Clean(SpecRouteRules.References(Spec));

    [Fact]
    public void Components_AreUsed() => SpecLint.Clean(SpecRouteRules.UnusedComponents(Spec));

    [Fact]
    public void MediaTypes_JsonStandsFirst() => SpecLint.Clean(SpecRouteRules.MediaTypeOrder(Spec));

    [Fact]
    public void Parameters_AreInThePath() => SpecLint.Clean(SpecRouteRules.ParametersAreInThePath(Spec));

    [Theory]
    [MemberData(nameof(ForbiddenKeywords))]
    public void Schemas_DoNotUseKeyword(string keyword) => SpecLint.Clean(SpecSchemaRules.Keyword(Spec, keyword));

    [Fact]
    public void Schemas_UnionsEnumsAndObjectsAreNamed() => SpecLint.Clean(SpecSchemaRules.InlineTypes(Spec));

    [Fact]
    public void Schemas_UseNoSpecialFormat() => SpecLint.Clean(SpecSchemaRules.Formats(Spec));

    [Fact]
    public void Schemas_HaveKnownTypes() => SpecLint.Clean(SpecTypeRules.KnownTypes(Spec));

    [Fact]
    public void Schemas_UseKnownKeywords() => SpecLint.Clean(SpecTypeRules.KnownKeywords(Spec));

    [Fact]
    public void JoinedMembers_Exist() => SpecLint.Clean(SpecTypeRules.JoinedMembersExist(Spec));

    [Fact]
    public void Enums_AreStrings() => SpecLint.Clean(SpecTypeRules.EnumsAreStrings(Spec));

    [Fact]
    public void ExclusiveBounds_StandOnIntegersOnly() => SpecLint.Clean(SpecTypeRules.ExclusiveBounds(Spec));

    [Fact]
    public void Unions_AreExcludedFromGeneration()
    {
        JsonNode settings = JsonNode.Parse(File.ReadAllText(RepositoryRoot.At("nswag.json")))!;
        JsonNode? excluded = settings["codeGenerators"]?["openApiToCSharpClient"]?["excludedTypeNames"];
        SpecLint.Clean(SpecSchemaRules.Unions(Spec, SpecDocument.Texts(excluded)));
    }

    [Fact]
    public void Answers_RequireNothing() => SpecLint.Clean(SpecSchemaRules.ResponseRequired(Spec));

    [Fact]
    public void Schemas_AreDescribed() => SpecLint.Clean(SpecSchemaRules.Descriptions(Spec));

    [Theory]
    [MemberData(nameof(Ranges))]
    public void Range_IsGiven(string place) => SpecLint.Clean(SpecRange.Expected.Single(range => range.Place == place).Check(Spec));

    [Fact]
    public void Components_ArePascalCase() => SpecLint.Clean(SpecNamingRules.ComponentNames(Spec));

    [Fact]
    public void Properties_AreSnakeCase() => SpecLint.Clean(SpecNamingRules.PropertyNames(Spec));

    [Fact]
    public void Enums_HaveAMemberNameForEachValue() => SpecLint.Clean(SpecNamingRules.EnumNames(Spec));

    [Fact]
    public void Members_HaveUniqueCSharpNames() => SpecLint.Clean(SpecNamingRules.MemberNames(Spec));

    [Fact]
    public void Catalog_IsTheEnumInOrder() => SpecLint.Clean(SpecCatalogRules.Entries(Spec));

    [Fact]
    public void Catalog_MemberNamesFollowTheRule() => SpecLint.Clean(SpecCatalogRules.MemberNames(Spec));

    [Fact]
    public void Catalog_EntriesAreComplete() => SpecLint.Clean(SpecCatalogRules.Facts(Spec));

    [Fact]
    public void Catalog_PriceTiersAscendToNoBound() => SpecLint.Clean(SpecCatalogRules.Prices(Spec));
}
