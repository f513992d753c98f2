using Xunit;

namespace ChatGateway.Tests.Contract;

/// <summary>The rules for schemas and names can fail.</summary>
public sealed class SpecLintSchemaFindingTests
{
    [Theory]
    [InlineData("oneOf: [{type: string}]", "oneOf")]
    [InlineData("discriminator: {propertyName: kind}", "discriminator")]
    [InlineData("const: a", "const")]
    [InlineData("default: a", "default")]
    public void Keyword_OnASchema_Found(string keywords, string keyword) =>
        SpecLint.Finds($"A.items: {keyword}", SpecSchemaRules.Keyword(Schemas($"A: {{type: array, items: {{{keywords}}}}}"), keyword));

    [Fact]
    public void Keyword_OnAParameter_Found() =>
        SpecLint.Finds("#/paths//a/get/parameters/0/schema: default", SpecSchemaRules.Keyword(SpecDocument.Parse("""
            paths:
              /a: {get: {parameters: [{name: p, schema: {type: string, default: x}}]}}
            """), "default"));

    [Fact]
    public void Keyword_AsPropertyName_Clean() =>
        SpecLint.Clean(SpecSchemaRules.Keyword(Schemas("A: {type: object, properties: {default: {type: string}}}"), "default"));

    [Theory]
    [InlineData("enum: [a]", "enum")]
    [InlineData("anyOf: [{type: string}]", "anyOf")]
    [InlineData("oneOf: [{type: string}]", "oneOf")]
    [InlineData("properties: {b: {type: string}}", "properties")]
    public void InlineTypes_InAProperty_Found(string keywords, string keyword) =>
        SpecLint.Finds(
            $"A.a: {keyword} outside a named component",
            SpecSchemaRules.InlineTypes(Schemas($"A: {{type: object, properties: {{a: {{{keywords}}}}}}}")));

    [Fact]
    public void InlineTypes_InABody_Found() =>
        SpecLint.Finds(
            "#/paths//a/post/requestBody/content/application/json/schema: properties outside a named component",
            SpecSchemaRules.InlineTypes(SpecDocument.Parse("""
                paths:
                  /a: {post: {requestBody: {content: {application/json: {schema: {properties: {b: {type: string}}}}}}}}
                """)));

    [Theory]
    [InlineData("uri")]
    [InlineData("binary")]
    public void Formats_Special_Found(string format) =>
        SpecLint.Finds(
            $"A.a: format {format}",
            SpecSchemaRules.Formats(Schemas($"A: {{properties: {{a: {{type: string, format: {format}}}}}}}")));

    [Fact]
    public void Unions_EitherSideMissing_Found() =>
        Assert.Equal(
            ["A has anyOf but is not in excludedTypeNames", "B is in excludedTypeNames but is no schema with anyOf"],
            SpecSchemaRules.Unions(Schemas("A: {anyOf: [{type: string}]}"), ["B"]));

    [Fact]
    public void ResponseRequired_OnlyInAnAnswer_Found() =>
        SpecLint.Finds("Answer.a is required in an answer", SpecSchemaRules.ResponseRequired(SpecDocument.Parse("""
            paths:
              /a:
                post:
                  requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Shared'}}}}
                  responses: {default: {$ref: '#/components/responses/Ok'}}
            components:
              responses:
                Ok: {content: {application/json: {schema: {$ref: '#/components/schemas/Answer'}}}}
              schemas:
                Answer:
                  required: [a]
                  properties: {a: {$ref: '#/components/schemas/Shared'}, b: {$ref: '#/components/schemas/ModelInfo'}}
                Shared: {required: [a], properties: {a: {type: string}}}
                ModelInfo: {required: [id], properties: {id: {type: string}}}
            """)));

    [Fact]
    public void Descriptions_Missing_Found() =>
        Assert.Equal(
            ["A has no description", "A.a has no description"],
            SpecSchemaRules.Descriptions(Schemas("A: {type: object, properties: {a: {type: array, items: {type: string}}}}")));

    [Theory]
    [InlineData("", "ChatCompletionRequest.n does not exist")]
    [InlineData("n: {minimum: 1}", "ChatCompletionRequest.n: maximum (none) instead of 128")]
    [InlineData("n: {minimum: 0, maximum: 128}", "ChatCompletionRequest.n: minimum 0 instead of 1")]
    [InlineData("n: {minimum: 1, maximum: 128, exclusiveMaximum: true}", "ChatCompletionRequest.n: exclusiveMaximum")]
    public void Range_NotAsExpected_Found(string properties, string finding)
    {
        SpecDocument spec = Schemas($"ChatCompletionRequest: {{properties: {{{properties}}}}}");
        SpecLint.Finds(finding, SpecRange.Expected.Single(range => range.Property == "n").Check(spec));
    }

    [Fact]
    public void ComponentNames_NotPascalCase_Found() =>
        SpecLint.Finds(
            "components/schemas/chat_tool is not PascalCase",
            SpecNamingRules.ComponentNames(Schemas("chat_tool: {type: object}")));

    [Fact]
    public void PropertyNames_NotSnakeCase_Found() =>
        SpecLint.Finds(
            "A.maxTokens is not snake_case",
            SpecNamingRules.PropertyNames(Schemas("A: {properties: {maxTokens: {type: string}, ok_2: {type: string}}}")));

    [Theory]
    [InlineData("x-enumNames: [A]", "A: 2 values but 1 x-enumNames")]
    [InlineData("x-enumNames: [A, A]", "A: A twice in x-enumNames")]
    [InlineData("x-enumNames: [A, b]", "A: b in x-enumNames is not a C# member name")]
    [InlineData("x-enumNames: [A, 2B]", "A: 2B in x-enumNames is not a C# member name")]
    [InlineData("x-enumNames: [A, B], x-enumDescriptions: [a]", "A: 2 values but 1 x-enumDescriptions")]
    [InlineData("type: string", "A: 2 values but 0 x-enumNames")]
    public void EnumNames_DoNotFit_Found(string names, string finding) =>
        SpecLint.Finds(finding, SpecNamingRules.EnumNames(Schemas($"A: {{enum: [a, b], {names}}}")));

    [Theory]
    [InlineData("image_url: {}", "ImageUrl.image_url gets the name of its class: ImageUrl")]
    [InlineData("a_b: {}, c: {x-csharp-name: AB}", "ImageUrl: a_b and c both get the name AB")]
    [InlineData("kebab-name: {}, c: {x-csharp-name: KebabName}", "ImageUrl: kebab-name and c both get the name KebabName")]
    [InlineData("$ref2: {}, ref2: {}", "ImageUrl: $ref2 and ref2 both get the name Ref2")]
    [InlineData("3d_model: {}, c: {x-csharp-name: _3dModel}", "ImageUrl: 3d_model and c both get the name _3dModel")]
    [InlineData("__: {}, '-': {}", "ImageUrl: __ and - both get the name _")]
    [InlineData("c: {x-csharp-name: a-b}", "ImageUrl.c: a-b is not a C# member name")]
    public void MemberNames_Clash_Found(string properties, string finding) =>
        SpecLint.Finds(finding, SpecNamingRules.MemberNames(Schemas($"ImageUrl: {{properties: {{{properties}}}}}")));

    private static SpecDocument Schemas(string schema) => SpecDocument.Parse($"components:\n  schemas:\n    {schema}\n");
}
