using System.Diagnostics;

namespace ChatGateway.Benchmarks.Analyzer;

/// <summary>A project of calls without a mistake in them, with the library and its analyzer as references.</summary>
internal sealed class CallSiteProject : IDisposable
{
    public const int CallSites = Files * CallsInAFile;

    private const int Files = 40;
    private const int CallsInAFile = 50;

    private static readonly string[] Models = ["ModelId.Gpt4oMini", "ModelId.Gpt5Mini", "ModelId.DeepseekR1", "\"gpt-4o-mini\"", "\"deepseek-v3\""];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("chatgateway-analyzer-");

    public CallSiteProject()
    {
        Write("CallSites.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <ReportAnalyzer>true</ReportAnalyzer>
                <ChatGatewayKeyTier>Free</ChatGatewayKeyTier>
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="{typeof(ChatGatewayClient).Assembly.Location}" />
                <Analyzer Include="{Path.Combine(AppContext.BaseDirectory, "ChatGateway.Analyzers.dll")}" />
                <CompilerVisibleProperty Include="ChatGatewayKeyTier" />
              </ItemGroup>
            </Project>
            """);
        for (int file = 0; file < Files; file++) Write($"Calls{file}.cs", Calls(file));
    }

    public Task RestoreAsync() => RunAsync("restore");

    public async Task<AnalyzerTime> BuildAsync(params string[] properties) =>
        AnalyzerTime.Parse(await RunAsync(["build", "--no-restore", "--no-incremental", "-v:d", .. properties]));

    public void Dispose() => _folder.Delete(recursive: true);

    private static string Calls(int file) => $$"""
        using ChatGateway;

        namespace CallSites;

        public static class Calls{{file}}
        {
        {{string.Concat(Enumerable.Range(file * CallsInAFile, CallsInAFile).Select(Call))}}
        }

        """;

    private static string Call(int number) => $$"""
            public static async Task<string> Call{{number}}Async(ChatGatewayClient client)
            {
                {{Body(number)}}
            }


        """;

    // a question, a request with parameters and a stream in turn
    private static string Body(int number)
    {
        string model = Models[number % Models.Length];
        return (number % 3) switch
        {
            0 => $"""return (await client.CompleteChatAsync({model}, "Question {number}").ConfigureAwait(false)).Text ?? "";""",
            1 => $$"""
                var request = new ChatCompletionRequest
                        {
                            Model = {{model}}, Messages = [ChatRequestMessage.System("Be brief."), ChatRequestMessage.User("Question {{number}}")],
                            Temperature = 0.5, Logprobs = true, TopLogprobs = 3, MaxCompletionTokens = {{number + 1}},
                        };
                        ChatCompletion completion = await client.CompleteChatAsync(request).ConfigureAwait(false);
                        return completion.Text is { Length: > {{number}} } text ? text.ToUpperInvariant() : $"{completion.Usage?.TotalTokens}";
                """,
            _ => $$"""
                int length = 0;
                        await foreach (ChatCompletionChunk chunk in client.CompleteChatStreamingAsync({{model}}, "Question {{number}}").ConfigureAwait(false))
                            length += chunk.Text?.Length ?? 0;
                        return length > {{number}} ? "long" : "short";
                """,
        };
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder.FullName, name), text);

    private async Task<string> RunAsync(params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", arguments) { WorkingDirectory = _folder.FullName, RedirectStandardOutput = true };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"dotnet {arguments[0]} failed:\n{output[^Math.Min(output.Length, 4000)..]}");
    }
}
