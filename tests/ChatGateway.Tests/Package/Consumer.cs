using System.Security;
using ChatGateway.Tests.Build;

namespace ChatGateway.Tests.Package;

/// <summary>A folder outside the repository, as a user has it: the feed added to the machine's sources, and a package cache of its own.</summary>
internal sealed class Consumer : IDisposable
{
    /// <summary>A program of three calls; its first argument is the endpoint.</summary>
    public const string Program = """
        using ChatGateway;

        using var client = new ChatGatewayClient(new ChatGatewayOptions { ApiKey = "sk-consumer", Endpoints = [new Uri(args[0])] });

        ChatCompletion whole = await client.CompleteChatAsync(ModelId.Gpt4oMini, "Hello");
        string[] troubles = ["Newtonsoft.Json", "Polly.Core", "Microsoft.Extensions.Options"];
        Console.WriteLine($"libraries of troubles: {AppDomain.CurrentDomain.GetAssemblies().Count(loaded => troubles.Contains(loaded.GetName().Name))}");
        Console.WriteLine($"chat: {whole.Text}");

        Console.Write("stream: ");
        await foreach (ChatCompletionChunk chunk in client.CompleteChatStreamingAsync(ModelId.Gpt4oMini, "Hello"))
            Console.Write(chunk.Text);
        Console.WriteLine();

        EmbeddingResponse embedding = await client.GenerateEmbeddingsAsync(
            new EmbeddingRequest { Model = ModelId.TextEmbedding3Small, Input = EmbeddingInput.FromStrings(["Hello"]) });
        Console.WriteLine($"embedding: {embedding.Data[0].Vector.Length}");

        """;

    private const string FeedName = "chatgateway-feed";

    private static readonly string[] Quiet = ["-v:minimal", "-p:NuGetAudit=false"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("chatgateway-consumer-");

    public Consumer()
    {
        // the search for these ends here, should the folder of temporary files lie in a checkout
        foreach (string name in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"])
            File.WriteAllText(At(name), "<Project />");
    }

    public string At(params string[] parts) => Path.Combine([_folder.FullName, .. parts]);

    /// <summary>Names the feed for our packages and the machine's own sources for all others.</summary>
    public async Task UseFeedAsync(string feed)
    {
        string[] others = await SourcesAsync();
        string mapping = others.Length == 0 ? "" : $"""
              <packageSourceMapping>
                <packageSource key="{FeedName}"><package pattern="ChatGateway*" /></packageSource>
                {string.Concat(others.Select(name => $"""<packageSource key="{SecurityElement.Escape(name)}"><package pattern="*" /></packageSource>"""))}
              </packageSourceMapping>
            """;
        await File.WriteAllTextAsync(At("NuGet.Config"), $"""
            <configuration>
              <packageSources><add key="{FeedName}" value="{SecurityElement.Escape(feed)}" /></packageSources>
            {mapping}
            </configuration>
            """);
    }

    /// <summary>Builds a project or a file, with everything that may be cached kept in this folder.</summary>
    public Task<CommandResult> BuildAsync(string project, string output, params string[] arguments)
        => DotnetAsync(["build", project, "-o", At(output), .. Quiet, .. arguments]);

    public Task<CommandResult> RunAsync(string assembly, string argument) => DotnetAsync([At(assembly), argument]);

    public void Dispose() => _folder.Delete(recursive: true);

    // "  1.  name [Enabled]", the address on the next line
    private async Task<string[]> SourcesAsync()
    {
        CommandResult list = (await DotnetAsync(["nuget", "list", "source"])).MustSucceed();
        return [.. list.Output.Split('\n').Select(line => line.Trim())
            .Where(line => line.EndsWith(" [Enabled]", StringComparison.Ordinal))
            .Select(line => line[(line.IndexOf('.', StringComparison.Ordinal) + 1)..^" [Enabled]".Length].Trim())];
    }

    private Task<CommandResult> DotnetAsync(string[] arguments)
        => CommandLine.RunAsync(_folder.FullName, CommandLine.Dotnet, arguments, new Dictionary<string, string>
        {
            ["NUGET_PACKAGES"] = At("packages"),
            // where the SDK keeps the output of programs that are one file
            ["XDG_DATA_HOME"] = At("data"),
        });
}
