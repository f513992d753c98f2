using Xunit;

namespace ChatGateway.Tests.Build;

/// <summary>A run that fails is one error with NSwag's reason, costs nothing that was there, and is forgotten after the repair.</summary>
[Collection(BuildGroup.Name)]
[Trait("Category", "Slow")]
public sealed class GenerationFailureTests(GenerationBuild build)
{
    private const string Reference = "'#/components/schemas/ChatRequestMessage'";

    [Fact]
    public async Task Build_SpecIsNoYaml_OneErrorAtItsLine()
    {
        string error = await FailsOnceAsync("spec/openapi.yaml", text => text + "\nbad: [unclosed\n");
        Assert.Matches(@"spec/openapi\.yaml\(\d+\) ?: error CGWGEN: ", error);
        Assert.Contains("While parsing a flow sequence", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Build_SpecReferenceDangles_OneErrorWithTheReference()
    {
        string error = await FailsOnceAsync(
            "spec/openapi.yaml", text => text.Replace(Reference, "'#/components/schemas/Missing'", StringComparison.Ordinal));
        string[] lines = (await File.ReadAllTextAsync(build.Spec)).Split('\n');
        int line = Array.FindIndex(lines, text => text.Contains(Reference, StringComparison.Ordinal)) + 1;
        Assert.Contains($"spec/openapi.yaml({line}) : error CGWGEN: ", error, StringComparison.Ordinal);
        Assert.Contains("Could not resolve the path '#/components/schemas/Missing'", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing but a comment\n")]
    public async Task Build_SpecEmpty_OneErrorAtIt(string empty)
    {
        string error = await FailsOnceAsync("spec/openapi.yaml", _ => empty);
        Assert.Contains("spec/openapi.yaml : error CGWGEN: ", error, StringComparison.Ordinal);
        Assert.Contains("the specification is empty", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("  title: ", "\t  title: ", 3)]
    [InlineData("  version: ", "\tversion: ", 4)]
    public async Task Build_SpecIndentedByATab_OneErrorAtItsLine(string start, string tabbed, int line)
    {
        string error = await FailsOnceAsync(
            "spec/openapi.yaml", text => text.Replace("\n" + start, "\n" + tabbed, StringComparison.Ordinal));
        Assert.Contains($"spec/openapi.yaml({line}) : error CGWGEN: ", error, StringComparison.Ordinal);
        Assert.Contains("tab", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Build_SpecMissing_OneErrorWithItsName()
    {
        string spec = await File.ReadAllTextAsync(build.Spec);
        File.Delete(build.Spec);
        CommandResult failed = await build.BuildAsync();
        await File.WriteAllTextAsync(build.Spec, spec);

        Assert.Contains("openapi.yaml", Assert.Single(failed.Errors), StringComparison.Ordinal);
        Assert.Equal(1, (await build.BuildAsync()).MustSucceed().NSwagRuns);
    }

    [Fact]
    public async Task Build_TemplateHasSyntaxError_OneErrorWithItsName()
    {
        string error = await FailsOnceAsync("spec/templates/Enum.liquid", text => text + "{% if %}{% endfor %}\n");
        Assert.Contains("spec/templates/Enum.liquid : error CGWGEN: ", error, StringComparison.Ordinal);
        Assert.Contains("Liquid template CSharp/Enum", error, StringComparison.Ordinal);
        Assert.Contains("Invalid 'if' tag at (", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Build_SettingsAreNoJson_OneErrorAtTheFile()
    {
        string error = await FailsOnceAsync("nswag.json", text => text + "{\n");
        Assert.Contains("nswag.json : error CGWGEN: ", error, StringComparison.Ordinal);
        Assert.Contains("Additional text encountered", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Build_SettingHasUnknownValue_OneErrorAtTheFile()
    {
        string error = await FailsOnceAsync("nswag.json", text => text.Replace("\"Poco\"", "\"Pocko\"", StringComparison.Ordinal));
        Assert.Contains("nswag.json : error CGWGEN: ", error, StringComparison.Ordinal);
        Assert.Contains("Pocko", error, StringComparison.Ordinal);
    }

    private async Task<string> FailsOnceAsync(string file, Func<string, string> spoil)
    {
        string path = build.At(file);
        string good = await File.ReadAllTextAsync(path);
        byte[] generated = await File.ReadAllBytesAsync(build.Generated);
        Assert.NotEqual(good, spoil(good));

        await File.WriteAllTextAsync(path, spoil(good));
        CommandResult failed = await build.BuildAsync();
        byte[] kept = await File.ReadAllBytesAsync(build.Generated);
        await File.WriteAllTextAsync(path, good);
        CommandResult repaired = await build.BuildAsync();

        Assert.NotEqual(0, failed.ExitCode);
        Assert.Equal(generated, kept);
        Assert.Equal(1, repaired.MustSucceed().NSwagRuns);
        string error = Assert.Single(failed.Errors);
        Assert.DoesNotMatch(@"\bat NSwag\.|toolchain", error);
        return error;
    }
}
