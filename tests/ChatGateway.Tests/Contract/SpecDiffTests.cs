using System.Text.Json.Nodes;
using ChatGateway.Tests.Contract.Diff;
using Xunit;

namespace ChatGateway.Tests.Contract;

/// <summary>Two versions of the spec are compared as those who use the package would.</summary>
public sealed class SpecDiffTests
{
    private static readonly SpecDocument Spec = Load();

    [Theory]
    [InlineData("type: integer", "type: string", "Breaking", "Breaking", "type integer → string")]
    [InlineData("type: integer", "type: integer, format: int64", "Breaking", "Breaking", "type integer → integer(int64)")]
    [InlineData("type: array, items: {type: string}", "$ref: '#/components/schemas/B'", "Breaking", "Breaking", "type array of string → B")]
    [InlineData("allOf: [{$ref: '#/components/schemas/B'}]", "type: object, additionalProperties: {type: integer}", "Breaking", "Breaking", "type B → map of integer")]
    [InlineData("anyOf: [{type: string}]", "anyOf: [{type: string}, {type: integer}]", "Addition", "Addition", "type string → string | integer")]
    [InlineData("anyOf: [{type: string}, {type: integer}]", "type: string", "Breaking", "Breaking", "type string | integer → string")]
    [InlineData("type: string", "type: string, nullable: true", "Notice", "Breaking", "may be null")]
    [InlineData("type: string, nullable: true", "type: string", "Breaking", "Notice", "is not null any more")]
    [InlineData("type: string, enum: [x, y]", "type: string, enum: [x]", "Breaking", "Breaking", "value y is gone")]
    [InlineData("type: string, enum: [x]", "type: string, enum: [x, y]", "Addition", "Addition", "value y is new")]
    [InlineData("type: string, enum: [x], x-enumNames: [X]", "type: string, enum: [x], x-enumNames: [Z]", "Breaking", "Breaking", "value x is named X → Z")]
    [InlineData("type: number, maximum: 2", "type: number, maximum: 1", "Breaking", "Notice", "maximum 2 → 1")]
    [InlineData("type: number, maximum: 2", "type: number", "Notice", "Notice", "maximum 2 → (none)")]
    [InlineData("type: number, minimum: 0", "type: number, minimum: 0.5", "Breaking", "Notice", "minimum 0 → 0.5")]
    [InlineData("type: number, minimum: 0", "type: number, minimum: -2", "Notice", "Notice", "minimum 0 → -2")]
    [InlineData("type: integer, minimum: 0", "type: integer, minimum: 0, exclusiveMinimum: true", "Breaking", "Notice", "minimum 0 → 0 (excluded)")]
    [InlineData("type: string", "type: string, x-csharp-name: Other", "Breaking", "Breaking", "C# name (by the wire's) → Other")]
    [InlineData("type: string", "type: string, deprecated: true", "Breaking", "Breaking", "is deprecated")]
    [InlineData("type: string, deprecated: true", "type: string", "Notice", "Notice", "is not deprecated any more")]
    [InlineData("type: string", "type: string, default: x", "Notice", "Notice", "default (none) → x")]
    public void Member_ThatChanged_IsFound(string before, string after, string inRequests, string inAnswers, string what)
    {
        Assert.Equal([Change(inRequests, "A.a", what)], SpecDiff.Between(Member(before, isRequest: true), Member(after, isRequest: true)));
        Assert.Equal([Change(inAnswers, "A.a", what)], SpecDiff.Between(Member(before, isRequest: false), Member(after, isRequest: false)));
    }

    [Theory]
    [InlineData("type: string, description: one", "type: string, description: another")]
    [InlineData("type: string", "x-csharp-rare: true, type: string")]
    [InlineData("allOf: [{$ref: '#/components/schemas/B'}]", "description: text, $ref: '#/components/schemas/B'")]
    public void Member_ThatChangesNobodysCode_IsNotFound(string before, string after) =>
        Assert.Empty(SpecDiff.Between(Member(before, isRequest: true), Member(after, isRequest: true)));

    [Fact]
    public void Members_ThatComeAndGo_AreFound()
    {
        SpecDocument one = Schemas("{A: {type: object, properties: {a: {type: string}}}, B: {type: object, properties: {c: {type: string}}}}", isRequest: true);
        SpecDocument two = Schemas("{A: {type: object, required: [a, b], properties: {a: {type: string}, b: {type: object, properties: {d: {type: string}}}, e: {type: string}}}}", isRequest: true);

        Assert.Equal(
            [
                Change("Breaking", "B", "is gone"),
                Change("Breaking", "A.a", "is required"),
                Change("Breaking", "A.b", "is new and required"),
                Change("Addition", "A.e", "is new"),
            ],
            SpecDiff.Between(one, two));
        Assert.Equal(
            [Change("Breaking", "A.b", "is gone"), Change("Breaking", "A.e", "is gone"), Change("Addition", "B", "is new"), Change("Notice", "A.a", "is not required any more")],
            SpecDiff.Between(two, one));
    }

    [Fact]
    public void AnswersMember_ThatIsNotRequiredAnyMore_IsFound() => Assert.Equal(
        [Change("Breaking", "A.a", "is not required any more")],
        SpecDiff.Between(
            Schemas("{A: {type: object, required: [a], properties: {a: {type: string}}}}", isRequest: false),
            Schemas("{A: {type: object, properties: {a: {type: string}}}}", isRequest: false)));

    [Fact]
    public void Operations_ThatComeGoAndChange_AreFound()
    {
        SpecDocument one = SpecDocument.Parse("paths: {/a: {get: {responses: {'200': {content: {application/json: {schema: {type: string}}}}}}}, /b: {get: {}}}");
        SpecDocument two = SpecDocument.Parse(
            """
            paths:
              /a:
                get:
                  parameters: [{name: p, in: query, required: true, schema: {type: string}}, {name: q, in: query, schema: {type: string}}]
                  responses: {'200': {content: {application/json: {schema: {type: integer}}}}, default: {$ref: '#/components/responses/Error'}}
                post: {}
            """);

        Assert.Equal(
            [
                Change("Breaking", "GET /b", "is gone"),
                Change("Breaking", "GET /a", "response 200 application/json string → integer"),
                Change("Breaking", "GET /a", "query p* string is new"),
                Change("Addition", "POST /a", "is new"),
                Change("Addition", "GET /a", "query q string is new"),
                Change("Addition", "GET /a", "response default Error is new"),
            ],
            SpecDiff.Between(one, two));
    }

    [Fact]
    public void Models_ThatComeGoAndChange_AreFound() => Assert.Equal(
        [
            Change("Breaking", "ModelId", "value old is gone"),
            Change("Breaking", "ModelId m", "free true → false"),
            Change("Addition", "ModelId", "value new is new"),
            Change("Notice", "ModelId m", "requestsPerDay 5 → (none)"),
            Change("Notice", "ModelId m", "prices [[0,1,2]] → [[0,1,3]]"),
        ],
        SpecDiff.Between(
            Schemas("{ModelId: {type: string, enum: [m, old], x-model-info: {m: {free: true, requestsPerDay: 5, prices: [[0, 1, 2]], note: a}, old: {free: true}}}}", isRequest: true),
            Schemas("{ModelId: {type: string, enum: [m, new], x-model-info: {m: {free: false, prices: [[0, 1, 3]], note: b}, new: {free: true}}}}", isRequest: true)));

    [Fact]
    public void TheSpec_AndItself_DoNotDiffer() => Assert.Equal("Nothing differs.\n", SpecDiffReport.Of(SpecDiff.Between(Spec, Spec)));

    /// <summary>Nothing in the whole document can be lost unseen, whatever way it is written in.</summary>
    [Fact]
    public void AnyMemberOfTheSpec_ThatGoes_IsFound()
    {
        SpecDocument other = Load();
        SpecSchema[] members = [.. other.AllSchemas().Where(schema => schema is { IsProperty: true, Component: not null })];
        Assert.True(members.Length > 200, $"Only {members.Length} members were found.");
        Assert.All(members, member =>
        {
            var properties = (JsonObject)member.Json.Parent!;
            string name = member.Json.GetPropertyName();
            int index = properties.IndexOf(name);
            properties.RemoveAt(index);
            Assert.Contains(Change("Breaking", member.Place, "is gone"), SpecDiff.Between(Spec, other));
            properties.Insert(index, name, member.Json);
        });
    }

    [Fact]
    public void Report_IsMarkdown_BySections() => Assert.Equal(
        "### Breaking\n\n- `A.a` is gone\n- `B` is gone\n\n### Changed\n\n- `A.b` minimum 0 → 1\n",
        SpecDiffReport.Of([Change("Breaking", "A.a", "is gone"), Change("Breaking", "B", "is gone"), Change("Notice", "A.b", "minimum 0 → 1")]));

    private static SpecDocument Load() => SpecDocument.Load(RepositoryRoot.At("spec", "openapi.yaml"));

    private static SpecChange Change(string impact, string place, string what) => new(Enum.Parse<ChangeImpact>(impact), place, what);

    private static SpecDocument Member(string keywords, bool isRequest) =>
        Schemas($"{{A: {{type: object, properties: {{a: {{{keywords}}}}}}}, B: {{type: object}}}}", isRequest);

    private static SpecDocument Schemas(string schemas, bool isRequest)
    {
        string content = "{content: {application/json: {schema: {allOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/ModelId'}]}}}}";
        string operation = isRequest ? $"requestBody: {content}" : $"responses: {{'200': {content}}}";
        return SpecDocument.Parse($"{{paths: {{/a: {{post: {{{operation}}}}}}}, components: {{schemas: {schemas}}}}}");
    }
}
