using Xunit;

namespace ChatGateway.Tests.Build;

/// <summary>A property of the spec is a property in C# after one build, with nothing written by hand.</summary>
[Collection(BuildGroup.Name)]
[Trait("Category", "Slow")]
public sealed class SpecPropertyTests(GenerationBuild build)
{
    private const string Code = """
        using System.Net;
        using System.Text;
        using ChatGateway;

        using var http = new HttpClient(new Answers());
        using var client = new ChatGatewayClient(http, new ChatGatewayOptions { Endpoints = [new Uri("http://127.0.0.1:1/v1")] });
        ChatCompletion answer = await client.CompleteChatAsync(new ChatCompletionRequest
        {
            Model = "any-model",
            Messages = [ChatRequestMessage.User("Hello")],
            HouseStyle = "terse",
        });
        Console.WriteLine($"received {answer.CarbonGrams + 1}");
        // the beginning up to "choices" is read from the first chunk only
        await foreach (ChatCompletionChunk chunk in client.CompleteChatStreamingAsync("any-model", "Hello"))
            Console.WriteLine($"streamed {chunk.Id} {chunk.CarbonGrams + 1} {chunk.Text} {chunk.Joules + 1}");

        ChatCompletion whole = await client.CompleteChatStreamingAsync("any-model", "Hello").ToChatCompletionAsync();
        Console.WriteLine($"assembled {whole.CarbonGrams} {whole.Choices[0].Message.Mood} {whole.Text} {whole.AdditionalProperties["joules"]}");

        internal sealed class Answers : HttpMessageHandler
        {
            private const string Beginning = "data: {\"id\":\"c1\",\"carbon_grams\":6,\"choices\":[{\"index\":0,\"delta\":{\"mood\":\"calm\",\"content\":";
            private const string Events =
                Beginning + "\"a\"}}],\"joules\":1}\n\n" + Beginning + "\"b\"}}],\"joules\":2}\n\n" + Beginning + "\"c\"}}],\"joules\":3}\n\ndata: [DONE]\n\n";

            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                string sent = await request.Content!.ReadAsStringAsync(cancellationToken);
                Console.WriteLine("sent " + sent);
                if (sent.Contains("\"stream\":true")) return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(Events, Encoding.UTF8, "text/event-stream") };
                const string Body = "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Hi\"}}],\"carbon_grams\":41}";
                return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(Body, Encoding.UTF8, "application/json") };
            }
        }
        """;

    [Fact]
    public async Task Build_PropertiesAdded_AreUsableAfterThatBuild()
    {
        await AddPropertyAsync("ChatCompletionRequest", "house_style", "string");
        await AddPropertyAsync("ChatCompletion", "carbon_grams", "integer");
        await AddPropertyAsync("ChatCompletionChunk", "carbon_grams", "integer");
        await AddPropertyAsync("ChatCompletionChunk", "joules", "integer");
        await AddPropertyAsync("ChatCompletionDelta", "mood", "string");
        await AddPropertyAsync("ChatCompletionMessage", "mood", "string");
        build.WriteProject("Added", "Exe", Code);

        CommandResult result = (await build.RestoreAndBuildAsync("Added")).MustSucceed();
        Assert.Equal(1, result.NSwagRuns);
        CommandResult run = (await build.DotnetAsync([build.At("Added", "bin", "Debug", "net10.0", "Added.dll")])).MustSucceed();
        Assert.Contains("\"house_style\":\"terse\"", run.Output, StringComparison.Ordinal);
        Assert.Contains("received 42", run.Output, StringComparison.Ordinal);
        Assert.Contains("streamed c1 7 a 2\nstreamed c1 7 b 3\nstreamed c1 7 c 4\n", run.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        // declared by the chunk alone, it is none of the completion's own members
        Assert.Contains("assembled 6 calm abc 3", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Build_PropertyRenamed_IsRenamedInCSharp()
    {
        await AddPropertyAsync("ChatCompletionRequest", "former_name", "string");
        (await build.GenerateAsync()).MustSucceed();
        Assert.Contains(" FormerName ", await File.ReadAllTextAsync(build.Generated), StringComparison.Ordinal);

        string spec = await File.ReadAllTextAsync(build.Spec);
        await File.WriteAllTextAsync(build.Spec, spec.Replace("former_name:", "latter_name:", StringComparison.Ordinal));
        (await build.GenerateAsync()).MustSucceed();
        string generated = await File.ReadAllTextAsync(build.Generated);
        Assert.DoesNotContain("FormerName", generated, StringComparison.Ordinal);
        Assert.Contains(" LatterName ", generated, StringComparison.Ordinal);
        Assert.Contains("\"latter_name\"u8", generated, StringComparison.Ordinal);
    }

    private async Task AddPropertyAsync(string schema, string name, string type)
    {
        string spec = await File.ReadAllTextAsync(build.Spec);
        int start = spec.IndexOf($"\n    {schema}:\n", StringComparison.Ordinal);
        const string Heading = "\n      properties:\n";
        int at = spec.IndexOf(Heading, start, StringComparison.Ordinal) + Heading.Length;
        string property = $"        {name}:\n          description: Added by a test.\n          type: {type}\n          nullable: true\n";
        await File.WriteAllTextAsync(build.Spec, spec.Insert(at, property));
    }
}
