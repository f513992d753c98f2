using Xunit;

namespace ChatGateway.Tests.Contract;

/// <summary>The rules for the whole document can fail.</summary>
public sealed class SpecLintRouteFindingTests
{
    [Fact]
    public void OpenApiVersion_31_Found() =>
        SpecLint.Finds(
            "openapi: 3.1.0 instead of 3.0.3, the version that NSwag reads well",
            SpecRouteRules.OpenApiVersion(SpecDocument.Parse("openapi: 3.1.0")));

    [Theory]
    [InlineData("/completions")]
    [InlineData("/v1/completions")]
    [InlineData("/engines/{engine}/completions")]
    [InlineData("/completions/{id}")]
    [InlineData("/responses")]
    [InlineData("/chat/completions/")]
    public void LegacyRoutes_Route_Found(string path) =>
        SpecLint.Finds($"paths: {path}", SpecRouteRules.LegacyRoutes(SpecDocument.Parse($$"""
            paths:
              /chat/completions: {}
              {{path}}: {}
            """)));

    [Fact]
    public void Operations_StrangerAndMissing_Found() =>
        Assert.Equal(
            ["unexpected operation createCompletion", "missing operation retrieveModel", "operation listModels twice"],
            SpecRouteRules.Operations(SpecDocument.Parse("""
                paths:
                  /a:
                    post: {operationId: createChatCompletion}
                    get: {operationId: createEmbedding}
                  /b:
                    post: {operationId: createCompletion}
                    get: {operationId: listModels}
                    put: {operationId: listModels}
                """)));

    [Fact]
    public void References_Dangling_Found() =>
        SpecLint.Finds("#/paths//a: #/components/schemas/Gone does not exist", SpecRouteRules.References(SpecDocument.Parse("""
            paths:
              /a:
                $ref: '#/components/schemas/Gone'
            """)));

    [Fact]
    public void UnusedComponents_OnlyUsedByItself_Found() =>
        SpecLint.Finds("#/components/schemas/Island is used by no operation", SpecRouteRules.UnusedComponents(SpecDocument.Parse("""
            paths:
              /a: {get: {responses: {'200': {$ref: '#/components/responses/Ok'}}}}
            components:
              securitySchemes:
                bearer: {type: http}
              responses:
                Ok: {content: {application/json: {schema: {$ref: '#/components/schemas/Used'}}}}
              schemas:
                Used: {type: object}
                Island: {type: array, items: {$ref: '#/components/schemas/Island'}}
            """)));

    [Fact]
    public void MediaTypeOrder_StreamFirst_Found() =>
        SpecLint.Finds(
            "POST /a 200: application/json must stand before text/event-stream",
            SpecRouteRules.MediaTypeOrder(SpecDocument.Parse("""
                paths:
                  /a:
                    post:
                      responses:
                        '200':
                          content:
                            text/event-stream: {}
                            application/json: {}
                """)));

    [Theory]
    [InlineData("get: {parameters: [{name: limit, in: query}]}", "GET /a: parameter limit is in query instead of path")]
    [InlineData("parameters: [{name: trace, in: header}]", "/a: parameter trace is in header instead of path")]
    [InlineData("get: {parameters: [{$ref: '#/components/parameters/P'}]}", "GET /a: parameter p is in cookie instead of path")]
    [InlineData("get: {parameters: [{$ref: '#/components/parameters/Gone'}]}", "GET /a: parameter (no name) is in (nothing) instead of path")]
    public void Parameters_OutsideThePath_Found(string members, string finding) =>
        SpecLint.Finds(finding, SpecRouteRules.ParametersAreInThePath(SpecDocument.Parse($$"""
            paths:
              /a: {{{members}}}
              /b/{c}:
                parameters: [{name: c, in: path}]
            components:
              parameters:
                P: {name: p, in: cookie}
            """)));

    [Fact]
    public void Keys_Twice_FoundWithTheirLine()
    {
        SpecDocument spec = SpecDocument.Parse("""
            components:
              schemas:
                A: {type: object}
                B: {type: string}
                A: {type: string}
            """);
        SpecLint.Finds("#/components/schemas: A stands twice, again at line 5", spec.DuplicateKeys);
        Assert.Equal("object", spec.Resolve("#/components/schemas/A/type")?.ToString());
    }
}
