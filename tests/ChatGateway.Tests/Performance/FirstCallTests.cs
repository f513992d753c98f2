using System.Reflection;
using ChatGateway.Tests.Client;
using ChatGateway.Tests.Servers;
using Microsoft.Extensions.AI;
using Xunit;

namespace ChatGateway.Tests.Performance;

/// <summary>What a program's first call loads: each library costs it time, and those that only trouble needs should wait for trouble.</summary>
public sealed class FirstCallTests
{
    private static readonly string[] Spared =
        ["Newtonsoft.Json", "System.Linq.Expressions", "Polly.Core", "Microsoft.Extensions.Options", "System.ComponentModel.Annotations"];

    [Fact]
    public async Task CompleteChatAsync_FirstCall_LoadsNoLibraryOfTroubles()
    {
        await using ScriptedServer server = ScriptedServer.StartOnce(ScriptedServer.Json(200, Answers.Completion));
        var context = new RecordingLoadContext();
        Assembly library = context.LoadFromAssemblyPath(typeof(ChatGatewayClient).Assembly.Location);

        Assert.Equal("Hi", await CallAsync(library, server.Endpoint));

        Assert.Contains("System.Text.Json", context.Loaded);
        Assert.Empty(context.Loaded.Intersect(Spared));
    }

    [Fact]
    public async Task GetResponseAsync_FirstCallOfTheAdapter_LoadsNoLibraryOfTroubles()
    {
        await using ScriptedServer server = ScriptedServer.StartOnce(ScriptedServer.Json(200, Answers.Completion));
        var context = new RecordingLoadContext();
        Assembly library = context.LoadFromAssemblyPath(typeof(ChatGatewayClient).Assembly.Location);
        using IDisposable client = Client(library, server.Endpoint);
        MethodInfo adapt = library.GetType("ChatGateway.ChatGatewayClientExtensions", throwOnError: true)!.GetMethod("AsIChatClient")!;
        var chat = (IChatClient)adapt.Invoke(null, [client, Model(library)])!;

        ChatResponse response = await chat.GetResponseAsync("Hello", new ChatOptions { Temperature = 0.7f, MaxOutputTokens = 5 });

        Assert.Equal("Hi", response.Text);
        Assert.Empty(context.Loaded.Intersect(Spared));
    }

    /// <summary>A call by reflection, since this copy of the library shares no types with the tests.</summary>
    private static async Task<string?> CallAsync(Assembly library, Uri endpoint)
    {
        using IDisposable client = Client(library, endpoint);
        object model = Model(library);
        MethodInfo complete = client.GetType().GetMethod("CompleteChatAsync", [model.GetType(), typeof(string), typeof(CancellationToken)])!;
        var call = (Task)complete.Invoke(client, [model, "Hello", CancellationToken.None])!;
        await call;
        object completion = call.GetType().GetProperty("Result")!.GetValue(call)!;
        return (string?)completion.GetType().GetProperty("Text")!.GetValue(completion);
    }

    private static IDisposable Client(Assembly library, Uri endpoint)
    {
        object options = Activator.CreateInstance(library.GetType("ChatGateway.ChatGatewayOptions", throwOnError: true)!)!;
        options.GetType().GetProperty("ApiKey")!.SetValue(options, TestClient.Key);
        options.GetType().GetProperty("Endpoints")!.SetValue(options, new[] { endpoint });
        Type clientType = library.GetType("ChatGateway.ChatGatewayClient", throwOnError: true)!;
        return (IDisposable)Activator.CreateInstance(clientType, options)!;
    }

    private static object Model(Assembly library) =>
        Activator.CreateInstance(library.GetType("ChatGateway.ModelId", throwOnError: true)!, "gpt-4o-mini")!;
}
