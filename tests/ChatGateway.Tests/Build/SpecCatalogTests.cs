using Xunit;

namespace ChatGateway.Tests.Build;

/// <summary>A model added to the spec is a member, allowed, suggested by the compiler and listed by the tool after one build.</summary>
[Collection(BuildGroup.Name)]
[Trait("Category", "Slow")]
public sealed class SpecCatalogTests(GenerationBuild build)
{
    private const string Code = """
        using ChatGateway;

        Console.WriteLine($"member {ModelId.Nova9Quark.Value}, allowed {ModelAllowlist.FreeTier.Allows("nova-9-quark")}");
        Console.WriteLine($"price {ModelCatalog.Find(provider: "novalabs")[0].PriceOf(1)!.Input}, quota {ModelCatalog.Find(provider: "novalabs")[0].RequestsPerDay}");
        ModelId misspelt = "nova-9-qark";
        Console.WriteLine(misspelt);
        """;

    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TreatWarningsAsErrors>false</TreatWarningsAsErrors>
            <RestorePackagesWithLockFile>false</RestorePackagesWithLockFile>
            <RestoreLockedMode>false</RestoreLockedMode>
          </PropertyGroup>
          <ItemGroup>
            <ProjectReference Include="../src/ChatGateway/ChatGateway.csproj" />
            <ProjectReference Include="../src/ChatGateway.Cli/ChatGateway.Cli.csproj" />
            <ProjectReference Include="../src/ChatGateway.Analyzers/ChatGateway.Analyzers.csproj" OutputItemType="Analyzer" ReferenceOutputAssembly="false" />
          </ItemGroup>
        </Project>
        """;

    [Fact]
    public async Task Build_ModelAdded_IsKnownEverywhereAfterThatBuild()
    {
        string spec = await File.ReadAllTextAsync(build.Spec);
        spec = InsertAfter(spec, "\n        - deepseek-v3\n", "        - nova-9-quark\n");
        spec = InsertAfter(spec, "\n        - DeepseekV3\n", "        - Nova9Quark\n");
        spec = InsertBefore(spec, "\n        deepseek-v3: {", "\n        nova-9-quark: {kind: chat, provider: novalabs, free: true, requestsPerDay: 30, quotaGroup: free-30, prices: [[0, 0.5, 0.75]]}");
        await File.WriteAllTextAsync(build.Spec, spec);
        Directory.CreateDirectory(build.At("Catalog"));
        await File.WriteAllTextAsync(build.At("Catalog", "Catalog.csproj"), Project);
        await File.WriteAllTextAsync(build.At("Catalog", "Code.cs"), Code);

        CommandResult result = (await build.DotnetAsync(["build", "Catalog", "-v:minimal", "-p:NuGetAudit=false"])).MustSucceed();

        Assert.Equal(1, result.NSwagRuns);
        Assert.Contains("warning CGW001: The catalogue does not know the model 'nova-9-qark'; did you mean 'nova-9-quark'?", result.Output, StringComparison.Ordinal);
        string run = (await RunAsync("Catalog.dll")).Output.ReplaceLineEndings("\n");
        Assert.Contains("member nova-9-quark, allowed True\nprice 0.5, quota 30\n", run, StringComparison.Ordinal);
        string list = (await RunAsync("chatgw.dll", "models", "--provider", "novalabs", "--tier", "free")).Output;
        Assert.Matches(@"nova-9-quark +chat +novalabs +30 +free-30 +0\.5 +0\.75", list);
    }

    private static string InsertAfter(string spec, string line, string added) => spec.Insert(Place(spec, line) + line.Length, added);

    private static string InsertBefore(string spec, string line, string added) => spec.Insert(Place(spec, line), added);

    private static int Place(string spec, string line)
    {
        int at = spec.IndexOf(line, StringComparison.Ordinal);
        Assert.True(at > 0, line);
        return at;
    }

    private async Task<CommandResult> RunAsync(string assembly, params string[] arguments) =>
        (await build.DotnetAsync([build.At("Catalog", "bin", "Debug", "net10.0", assembly), .. arguments])).MustSucceed();
}
