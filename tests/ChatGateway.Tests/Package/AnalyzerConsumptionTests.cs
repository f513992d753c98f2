using ChatGateway.Tests.Build;
using Xunit;

namespace ChatGateway.Tests.Package;

/// <summary>A fresh project that references only the package gets the analyzer's findings from <c>dotnet build</c>.</summary>
[Collection(PackageGroup.Name)]
[Trait("Category", "Slow")]
public sealed class AnalyzerConsumptionTests(PackedFeed feed)
{
    /// <summary>One mistake for each rule of the first four.</summary>
    private const string Program = """
        using ChatGateway;

        var options = new ChatGatewayOptions { Endpoints = [new Uri("https://api.chatanywhere.tech/v1/completions")] };
        using var client = new ChatGatewayClient(options);
        await client.CompleteChatAsync("gpt-4o-minni", "Hello");
        await client.CompleteChatAsync(ModelId.Gpt4, "Hello");
        _ = new ChatCompletionRequest { Model = ModelId.Gpt4oMini, Messages = [ChatRequestMessage.User("Hello")], Temperature = 2.5 };

        """;

    /// <summary>The same without what is an error by itself.</summary>
    private const string ProgramOfWarnings = """
        using ChatGateway;

        using var client = new ChatGatewayClient(new ChatGatewayOptions());
        await client.CompleteChatAsync("our-model", "Hello");
        await client.CompleteChatAsync(ModelId.Gpt4, "Hello");

        """;

    [Fact]
    public async Task Project_WithMistakes_GetsThemFromTheBuild()
    {
        using Consumer consumer = await ProjectAsync(Program);

        CommandResult build = await consumer.BuildAsync("App.csproj", "out");

        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains("warning CGW001: The catalogue does not know the model 'gpt-4o-minni'; did you mean 'gpt-4o-mini'?", build.Output, StringComparison.Ordinal);
        Assert.Contains("warning CGW002: Free keys may not use the model 'gpt-4'; did you mean 'gpt-4o'?", build.Output, StringComparison.Ordinal);
        Assert.Contains("error CGW003: Temperature is 2.5; it must be from 0 to 2", build.Output, StringComparison.Ordinal);
        Assert.Contains("error CGW004: The endpoint is the legacy completions route", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Warnings_StopTheBuild_WhereTheyAreErrors()
    {
        using Consumer consumer = await ProjectAsync(ProgramOfWarnings);

        CommandResult build = (await consumer.BuildAsync("App.csproj", "out")).MustSucceed();
        Assert.Contains("warning CGW001", build.Output, StringComparison.Ordinal);
        CommandResult strict = await consumer.BuildAsync("App.csproj", "strict", "--no-incremental", "-warnaserror:CGW002");
        Assert.NotEqual(0, strict.ExitCode);
        Assert.Contains("error CGW002", strict.Output, StringComparison.Ordinal);

        // a file of the project's own models, found by itself
        await File.WriteAllTextAsync(consumer.At("ChatGateway.Models.txt"), "our-model\ngpt-4\n");
        Assert.Empty((await consumer.BuildAsync("App.csproj", "own", "--no-incremental")).MustSucceed().Warnings);
    }

    [Fact]
    public async Task SingleFile_WithMistakes_GetsThemToo()
    {
        using var consumer = new Consumer();
        await consumer.UseFeedAsync(feed.Feed);
        await File.WriteAllTextAsync(consumer.At("app.cs"), $"""
            #:package ChatGateway@{feed.Version}
            #:property PublishAot=false
            #:property ChatGatewayKeyTier=Free
            {Program}
            """);

        CommandResult build = await consumer.BuildAsync("app.cs", "out");

        Assert.NotEqual(0, build.ExitCode);
        Assert.All((string[])["warning CGW001", "warning CGW002", "error CGW003", "error CGW004"], text => Assert.Contains(text, build.Output, StringComparison.Ordinal));
    }

    private async Task<Consumer> ProjectAsync(string program)
    {
        var consumer = new Consumer();
        await consumer.UseFeedAsync(feed.Feed);
        await File.WriteAllTextAsync(consumer.At("App.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <ChatGatewayKeyTier>Free</ChatGatewayKeyTier>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="ChatGateway" Version="{feed.Version}" />
              </ItemGroup>
            </Project>
            """);
        await File.WriteAllTextAsync(consumer.At("Program.cs"), program);
        return consumer;
    }
}
