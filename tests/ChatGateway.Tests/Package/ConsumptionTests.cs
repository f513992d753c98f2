using ChatGateway.Sandbox;
using ChatGateway.Tests.Build;
using Xunit;

namespace ChatGateway.Tests.Package;

/// <summary>A fresh project restores the packages, builds without a warning, and its calls arrive.</summary>
[Collection(PackageGroup.Name)]
[Trait("Category", "Slow")]
public sealed class ConsumptionTests(PackedFeed feed)
{
    private const string OwnSandbox = """

        await using ChatGateway.Sandbox.SandboxGateway own = await ChatGateway.Sandbox.SandboxGateway.StartAsync();
        using var local = new ChatGatewayClient(new ChatGatewayOptions { ApiKey = "sk-consumer", Endpoints = [own.Endpoint] });
        using var shared = new ChatGatewayClient(new ChatGatewayOptions { ApiKey = "sk-consumer", Quota = { Store = new MemoryQuotaStore() } });
        Console.WriteLine($"redis: {typeof(RedisQuotaStore).IsSubclassOf(typeof(QuotaStore))}, groups: {(await shared.GetQuotaAsync()).Count}");
        Console.WriteLine($"compiled for a platform: {typeof(ChatGatewayClient).Assembly.Location.Contains("runtimes")}");
        Console.WriteLine($"own: {(await local.CompleteChatAsync(ModelId.Gpt4oMini, "Hello")).Text}");

        """;

    [Fact]
    public async Task Project_WithPackages_BuildsAndCalls()
    {
        using var consumer = new Consumer();
        await consumer.UseFeedAsync(feed.Feed);
        await File.WriteAllTextAsync(consumer.At("App.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="ChatGateway" Version="{feed.Version}" />
                <PackageReference Include="ChatGateway.Redis" Version="{feed.Version}" />
                <PackageReference Include="ChatGateway.Sandbox" Version="{feed.Version}" />
              </ItemGroup>
            </Project>
            """);
        await File.WriteAllTextAsync(consumer.At("Program.cs"), Consumer.Program + OwnSandbox);

        string output = await BuildAndCallAsync(consumer, "App.csproj", "App.dll");
        Assert.Contains("redis: True, groups: 5", output, StringComparison.Ordinal);
        Assert.Contains($"compiled for a platform: {feed.IsCompiled}", output, StringComparison.Ordinal);
        Assert.Contains("own: ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SingleFile_WithPackage_BuildsAndCalls()
    {
        using var consumer = new Consumer();
        await consumer.UseFeedAsync(feed.Feed);
        await File.WriteAllTextAsync(consumer.At("app.cs"), $"""
            #:package ChatGateway@{feed.Version}
            #:property PublishAot=false
            #:property TreatWarningsAsErrors=true
            {Consumer.Program}
            """);

        await BuildAndCallAsync(consumer, "app.cs", "app.dll");
    }

    private static async Task<string> BuildAndCallAsync(Consumer consumer, string project, string assembly)
    {
        CommandResult build = (await consumer.BuildAsync(project, "out")).MustSucceed();
        Assert.Empty(build.Warnings);

        await using SandboxGateway sandbox = await SandboxGateway.StartAsync();
        string output = (await consumer.RunAsync(Path.Combine("out", assembly), sandbox.Endpoint.ToString())).MustSucceed().Output;
        Assert.Equal(
            ["/v1/chat/completions", "/v1/chat/completions", "/v1/embeddings"], sandbox.Requests.Select(request => request.Path));

        using var client = new ChatGatewayClient(new ChatGatewayOptions { ApiKey = "sk-consumer", Endpoints = [sandbox.Endpoint] });
        string expected = (await client.CompleteChatAsync(ModelId.Gpt4oMini, "Hello")).Text!;
        Assert.NotEmpty(expected);
        // of code that was compiled ahead of time, one inlined call would load them
        Assert.Contains("libraries of troubles: 0\n", output, StringComparison.Ordinal);
        Assert.Contains($"chat: {expected}\nstream: {expected}\nembedding: 1536\n", output, StringComparison.Ordinal);
        return output;
    }
}
