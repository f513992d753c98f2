using Xunit;

namespace ChatGateway.Tests.Contract;

/// <summary>The rules for what NSwag takes silently can fail.</summary>
public sealed class SpecLintTypeFindingTests
{
    [Theory]
    [InlineData("type: sting", "sting")]
    [InlineData("type: String", "String")]
    [InlineData("type: 'null'", "null")]
    public void KnownTypes_Misspelt_Found(string keywords, string type) =>
        SpecLint.Finds(
            $"A.a: type {type} is none of array, boolean, integer, number, object, string",
            SpecTypeRules.KnownTypes(Property(keywords)));

    [Theory]
    [InlineData("nulable: true", "nulable")]
    [InlineData("csharp-name: B", "csharp-name")]
    public void KnownKeywords_Misspelt_Found(string keywords, string keyword) =>
        SpecLint.Finds($"A.a: {keyword} is no keyword of a schema", SpecTypeRules.KnownKeywords(Property(keywords)));

    [Fact]
    public void KnownKeywords_VendorExtensionAndPropertyName_Clean() =>
        SpecLint.Clean(SpecTypeRules.KnownKeywords(Property("type: object, x-value: a, properties: {nulable: {type: string}}")));

    [Theory]
    [InlineData("type: integer, enum: [1, 2]", "integer")]
    [InlineData("enum: [a]", "(none)")]
    public void EnumsAreStrings_OtherType_Found(string keywords, string type) =>
        SpecLint.Finds($"A.a: enum with type {type} instead of string", SpecTypeRules.EnumsAreStrings(Property(keywords)));

    [Theory]
    [InlineData("type: number, minimum: 0, exclusiveMinimum: true", "exclusiveMinimum")]
    [InlineData("type: number, maximum: 2, exclusiveMaximum: false", "exclusiveMaximum")]
    public void ExclusiveBounds_OnANumber_Found(string keywords, string keyword) =>
        SpecLint.Finds($"A.a: {keyword} on something other than an integer", SpecTypeRules.ExclusiveBounds(Property(keywords)));

    [Fact]
    public void ExclusiveBounds_OnAnInteger_Clean() =>
        SpecLint.Clean(SpecTypeRules.ExclusiveBounds(Property("type: integer, minimum: 0, exclusiveMinimum: true")));

    [Fact]
    public void JoinedMembersExist_Misspelt_Found() => SpecLint.Finds(
        "A: x-csharp-joined names b, which is no property",
        SpecTypeRules.JoinedMembersExist(SpecDocument.Parse("components: {schemas: {A: {type: object, x-csharp-joined: [a, b], properties: {a: {type: string}}}}}")));

    private static SpecDocument Property(string keywords) =>
        SpecDocument.Parse($"components: {{schemas: {{A: {{type: object, properties: {{a: {{{keywords}}}}}}}}}}}");
}
