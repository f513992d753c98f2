using Xunit;

namespace ChatGateway.Tests.Build;

/// <summary>A copy that the generation tests share. It has been built once, and every test leaves it built.</summary>
public sealed class GenerationBuild : IAsyncLifetime
{
    private const string Library = "src/ChatGateway";

    private static readonly string[] Quick = ["-v:minimal", "-p:RunAnalyzers=false", "-p:NuGetAudit=false"];

    private readonly RepositoryCopy _copy = new();

    internal CommandResult First { get; private set; } = null!;

    internal string Spec => At("spec", "openapi.yaml");

    internal string Generated => At("src", "ChatGateway", "Generated", "ChatGateway.g.cs");

    public async Task InitializeAsync() => First = await DotnetAsync(["build", Library, .. Quick]);

    public Task DisposeAsync()
    {
        _copy.Delete();
        return Task.CompletedTask;
    }

    internal string At(params string[] parts) => _copy.At(parts);

    internal Task<CommandResult> BuildAsync(params string[] more)
        => DotnetAsync(["build", Library, "--no-restore", .. Quick, .. more]);

    internal Task<CommandResult> RestoreAndBuildAsync(string project, params string[] more)
        => DotnetAsync(["build", project, .. Quick, .. more]);

    internal Task<CommandResult> GenerateAsync(params string[] more)
        => DotnetAsync(["msbuild", Library, "-t:GenerateGateway", .. Quick, .. more]);

    internal Task<CommandResult> PackAsync() => DotnetAsync(["pack", Library, "--no-restore", "-o", At("feed"), .. Quick]);

    internal Task<CommandResult> DotnetAsync(IEnumerable<string> arguments)
        => CommandLine.RunAsync(_copy.Folder, CommandLine.Dotnet, arguments);

    /// <summary>Writes a project of a few lines that references the library.</summary>
    internal void WriteProject(string name, string outputType, string code)
    {
        Directory.CreateDirectory(At(name));
        File.WriteAllText(At(name, $"{name}.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>{outputType}</OutputType>
                <RestorePackagesWithLockFile>false</RestorePackagesWithLockFile>
                <RestoreLockedMode>false</RestoreLockedMode>
              </PropertyGroup>
              <ItemGroup>
                <ProjectReference Include="../src/ChatGateway/ChatGateway.csproj" />
              </ItemGroup>
            </Project>
            """);
        File.WriteAllText(At(name, "Code.cs"), code);
    }
}
