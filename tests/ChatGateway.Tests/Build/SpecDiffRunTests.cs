using Xunit;

namespace ChatGateway.Tests.Build;

/// <summary>The comparison of two versions of the spec as a developer runs it.</summary>
public sealed class SpecDiffRunTests
{
    private static readonly string Program = Path.Combine(
        AppContext.BaseDirectory.Replace("ChatGateway.Tests", "ChatGateway.SpecDiff", StringComparison.Ordinal), "ChatGateway.SpecDiff.dll");

    [Fact]
    public async Task VersionThatBreaks_IsReported_AndFails()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        try
        {
            string before = Path.Combine(folder.FullName, "before.yaml");
            string spec = await File.ReadAllTextAsync(RepositoryRoot.At("spec", "openapi.yaml"));
            await File.WriteAllTextAsync(before, spec.Replace("required: [messages, model]", "required: [model]", StringComparison.Ordinal));

            CommandResult result = await RunAsync(before);
            Assert.Equal("### Breaking\n\n- `ChatCompletionRequest.messages` is required\n", result.Output);
            Assert.Equal(1, result.ExitCode);

            CommandResult alike = await RunAsync(before, before);
            Assert.Equal(("Nothing differs.\n", 0), (alike.Output, alike.ExitCode));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task NeitherFileNorRevision_IsNamed()
    {
        CommandResult result = await RunAsync("no-such-version");

        Assert.StartsWith("no-such-version is neither a file nor a revision with spec/openapi.yaml.", result.Output, StringComparison.Ordinal);
        Assert.Equal(2, result.ExitCode);
    }

    [Theory]
    [InlineData("a: [")]
    [InlineData("no object")]
    public async Task FileThatIsNoSpecification_IsNamed(string text)
    {
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, text);

            CommandResult result = await RunAsync(file);

            Assert.StartsWith($"{file} is no specification. ", result.Output, StringComparison.Ordinal);
            Assert.Equal(2, result.ExitCode);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData]
    [InlineData("--help")]
    [InlineData("a", "b", "c")]
    public async Task OtherArguments_ShowUsage(params string[] arguments)
    {
        CommandResult result = await RunAsync(arguments);

        Assert.StartsWith("Usage: ", result.Output, StringComparison.Ordinal);
        Assert.Equal(2, result.ExitCode);
    }

    private static Task<CommandResult> RunAsync(params string[] arguments) =>
        CommandLine.RunAsync(RepositoryRoot.Folder, CommandLine.Dotnet, [Program, .. arguments]);
}
