using Xunit;

namespace ChatGateway.Tests.Build;

/// <summary>Names and shapes that no C# has become C# that compiles, and stay on the wire what they are.</summary>
[Collection(BuildGroup.Name)]
[Trait("Category", "Slow")]
public sealed class SpecOddityTests(GenerationBuild build)
{
    private const string Code = """"
        using ChatGateway;
        using Newtonsoft.Json;

        const string Json = """{"kebab-name":"a","$ref2":"b","3d_model":"c","__":"d","quo\"te":"e","back\\slash":"f","kind":"a\"b\\c","nothing":{"g":1}}""";
        Oddity oddity = JsonConvert.DeserializeObject<Oddity>(Json)!;
        Console.WriteLine($"{oddity.KebabName}{oddity.Ref2}{oddity._3dModel}{oddity._}{oddity.QuoTe}{oddity.BackSlash} {oddity.Kind == OddityKind.Strange}");
        Console.WriteLine($"{oddity.AdditionalProperties.Count} {oddity.Nothing!.AdditionalProperties["g"]} {JsonConvert.SerializeObject(oddity) == Json}");
        """";

    private const string Operation = """

          /oddities:
            post:
              operationId: dropOddity
              requestBody:
                required: true
                content: {application/json: {schema: {$ref: '#/components/schemas/Oddity'}}}
              responses:
                '204': {description: Nothing.}
        """;

    private const string Schemas = """

            Oddity:
              type: object
              description: A shape with names that C# does not have.
              properties:
                kebab-name: {type: string, nullable: true, description: A name.}
                $ref2: {type: string, nullable: true, description: A name.}
                3d_model: {type: string, nullable: true, description: A name.}
                __: {type: string, nullable: true, description: A name.}
                'quo"te': {type: string, nullable: true, description: A name.}
                'back\slash': {type: string, nullable: true, description: A name.}
                kind: {nullable: true, description: A kind., allOf: [{$ref: '#/components/schemas/OddityKind'}]}
                nothing: {nullable: true, description: Nothing., allOf: [{$ref: '#/components/schemas/Nothing'}]}
            OddityKind:
              type: string
              description: A kind.
              enum: ['a"b\c', '<&>']
              x-enumNames: [Strange, Markup]
            Nothing:
              type: object
              description: A shape without a member.
        """;

    [Fact]
    public async Task Build_NamesAndShapesThatNoCSharpHas_CompileAndKeepTheWire()
    {
        string spec = await File.ReadAllTextAsync(build.Spec);
        string odd = InsertAfter(InsertAfter(spec, "\npaths:", Operation), "\n  schemas:", Schemas);
        await File.WriteAllTextAsync(build.Spec, odd);
        build.WriteProject("Odd", "Exe", Code);

        CommandResult result = (await build.RestoreAndBuildAsync("Odd")).MustSucceed();
        Assert.Equal(1, result.NSwagRuns);
        CommandResult run = (await build.DotnetAsync([build.At("Odd", "bin", "Debug", "net10.0", "Odd.dll")])).MustSucceed();
        Assert.Equal("abcdef True\n0 1 True\n", run.Output.ReplaceLineEndings("\n"));
        string generated = await File.ReadAllTextAsync(build.Generated);
        Assert.Contains(" DropOddityAsync(Oddity body, ", generated, StringComparison.Ordinal);
        Assert.DoesNotContain("DropOddityResult", generated, StringComparison.Ordinal);
    }

    private static string InsertAfter(string spec, string line, string added)
    {
        int at = spec.IndexOf(line + "\n", StringComparison.Ordinal);
        Assert.True(at > 0, line);
        return spec.Insert(at + line.Length, added);
    }
}
