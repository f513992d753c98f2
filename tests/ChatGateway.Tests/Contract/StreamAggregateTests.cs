using ChatGateway.Tests.Client;
using ChatGateway.Tests.Servers;
using ChatGateway.Tests.Wire;
using Newtonsoft.Json.Linq;
using VerifyXunit;
using Xunit;

namespace ChatGateway.Tests.Contract;

/// <summary>The completion that each stream of the samples becomes, down to the last member.</summary>
public sealed class StreamAggregateTests
{
    public static TheoryData<string> Streams =>
        [.. WireSample.Names("stream").Where(name => name.EndsWith(".sse", StringComparison.Ordinal)).Select(name => Path.GetFileNameWithoutExtension(name))];

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task Stream_Sample_Aggregate(string name)
    {
        await using ScriptedServer server = ScriptedServer.Start(Answers.Body(200, WireSample.Bytes($"stream/{name}.sse"), "text/event-stream"));
        using ChatGatewayClient client = TestClient.For(server);
        string outcome;
        try
        {
            outcome = Describe(await client.CompleteChatStreamingAsync(TestClient.Request()).ToChatCompletionAsync());
        }
        catch (ChatGatewayException e)
        {
            string port = server.Endpoint.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
            outcome = $"{e.GetType().Name}: {e.Message.Replace(port, "PORT", StringComparison.Ordinal)}\n{Describe((e as GatewayStreamException)?.Partial)}";
        }
        await Verifier.Verify(outcome).UseTextForParameters(name);
    }

    private static string Describe(ChatCompletion? completion) =>
        completion is null ? "(nothing)" : JToken.Parse(WireTypes.Write(completion)).ToString();
}
