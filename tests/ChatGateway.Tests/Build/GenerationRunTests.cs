using Xunit;

namespace ChatGateway.Tests.Build;

/// <summary>A build runs NSwag once when something changed, and never otherwise.</summary>
/// <remarks>Where only the run counts and a compilation would take long, the target is built alone.</remarks>
[Collection(BuildGroup.Name)]
[Trait("Category", "Slow")]
public sealed class GenerationRunTests(GenerationBuild build)
{
    [Fact]
    public void Build_CleanClone_GeneratesOnce()
    {
        build.First.MustSucceed();
        Assert.Equal(1, build.First.NSwagRuns);
        Assert.Empty(build.First.Warnings);
    }

    [Fact]
    public async Task Build_NothingChanged_DoesNotGenerate() => await BuildsAsync(runs: 0);

    [Fact]
    public async Task Build_ReleaseAfterDebug_DoesNotGenerate() => await GeneratesAsync(runs: 0, "-p:Configuration=Release");

    [Fact]
    public async Task Build_SpecTouched_GeneratesOnce()
    {
        File.SetLastWriteTimeUtc(build.Spec, TimeProvider.System.GetUtcNow().UtcDateTime);
        await BuildsAsync(runs: 1);
        await BuildsAsync(runs: 0);
    }

    [Fact]
    public async Task Build_OlderSpecPutBack_GeneratesOnce()
    {
        File.SetLastWriteTimeUtc(build.Spec, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        await BuildsAsync(runs: 1);
    }

    [Theory]
    [InlineData("spec/openapi.yaml", "# a comment\n")]
    [InlineData("spec/templates/Class.liquid", "{%- comment -%} x {%- endcomment -%}\n")]
    [InlineData("nswag.json", "\n")]
    public async Task Build_InputEdited_GeneratesOnce(string file, string addition)
    {
        await File.AppendAllTextAsync(build.At(file), addition);
        await BuildsAsync(runs: 1);
    }

    [Theory]
    [InlineData("Directory.Packages.props")]
    [InlineData("src/ChatGateway/Generate.targets")]
    public async Task Build_VersionsOrTargetsEdited_GeneratesOnce(string file)
    {
        await File.AppendAllTextAsync(build.At(file), "<!-- a comment -->\n");
        await GeneratesAsync(runs: 1);
        await GeneratesAsync(runs: 0);
    }

    [Fact]
    public async Task Build_TemplateAddedAndRemoved_GeneratesOnceEach()
    {
        string template = build.At("spec", "templates", "File.Footer.liquid");
        await File.WriteAllTextAsync(template, "// a footer\n");
        await GeneratesAsync(runs: 1);
        Assert.Contains("// a footer", await File.ReadAllTextAsync(build.Generated), StringComparison.Ordinal);

        File.Delete(template);
        await GeneratesAsync(runs: 1);
        Assert.DoesNotContain("// a footer", await File.ReadAllTextAsync(build.Generated), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Build_GeneratedFileDeleted_GeneratesOnce()
    {
        byte[] before = await File.ReadAllBytesAsync(build.Generated);
        File.Delete(build.Generated);
        await BuildsAsync(runs: 1);
        Assert.Equal(before, await File.ReadAllBytesAsync(build.Generated));
    }

    [Fact]
    public async Task Build_GeneratedFileEditedByHand_IsWrittenAgain()
    {
        byte[] before = await File.ReadAllBytesAsync(build.Generated);
        await File.AppendAllTextAsync(build.Generated, "// by hand\n");
        await GeneratesAsync(runs: 1);
        Assert.Equal(before, await File.ReadAllBytesAsync(build.Generated));
    }

    [Fact]
    public async Task Build_DesignTime_DoesNotGenerate()
    {
        await File.AppendAllTextAsync(build.Spec, "# for an IDE\n");
        await BuildsAsync(runs: 0, "-p:DesignTimeBuild=true");
        await BuildsAsync(runs: 1);
    }

    [Fact]
    public async Task Pack_AfterBuild_DoesNotGenerate()
    {
        CommandResult pack = (await build.PackAsync()).MustSucceed();
        Assert.Equal(0, pack.NSwagRuns);
        Assert.Empty(pack.Warnings);
    }

    [Fact]
    public async Task Build_SeveralProjectsAtOnce_GeneratesOnce()
    {
        string[] names = ["First", "Second"];
        foreach (string name in names)
            build.WriteProject(name, "Library", $"internal sealed class {name};");
        string projects = string.Concat(names.Append("src/ChatGateway").Select(
            name => $"""<Project Path="{name}/{Path.GetFileName(name)}.csproj" />"""));
        await File.WriteAllTextAsync(build.At("Several.slnx"), $"<Solution>{projects}</Solution>");
        await File.AppendAllTextAsync(build.Spec, "# for several\n");

        CommandResult result = (await build.RestoreAndBuildAsync("Several.slnx", "-m:4")).MustSucceed();
        Assert.Equal(1, result.NSwagRuns);
    }

    private async Task BuildsAsync(int runs, params string[] more)
    {
        CommandResult result = (await build.BuildAsync(more)).MustSucceed();
        Assert.Equal(runs, result.NSwagRuns);
    }

    private async Task GeneratesAsync(int runs, params string[] more)
    {
        CommandResult result = (await build.GenerateAsync(more)).MustSucceed();
        Assert.Equal(runs, result.NSwagRuns);
    }
}
