using ChatGateway.Tests.Client;
using ChatGateway.Tests.Resilience;
using ChatGateway.Tests.Servers;
using Newtonsoft.Json;
using Xunit;

namespace ChatGateway.Tests.Security;

/// <summary>Row 84 of the fault table: what a host sets for all of Newtonsoft.Json must not get into a request.</summary>
[Collection(GlobalSettingsGroup.Name)]
public sealed class HostileSettingsTests
{
    [Fact]
    public async Task Row84_HostileJsonDefaults_HaveNoEffect()
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Json(200, Answers.Completion), ScriptedServer.Sse(Answers.Chunk("Hi", "stop"), "[DONE]"));
        using ChatGatewayClient client = Fast.Client(server);
        Func<JsonSerializerSettings>? before = JsonConvert.DefaultSettings;
        JsonConvert.DefaultSettings = () => new JsonSerializerSettings { TypeNameHandling = TypeNameHandling.All, Formatting = Formatting.Indented };
        try
        {
            await client.CompleteChatAsync(TestClient.Request());
            await client.CompleteChatStreamingAsync(TestClient.Request()).ReadAllAsync();
        }
        finally
        {
            JsonConvert.DefaultSettings = before;
        }

        Assert.Equal("""{"messages":[{"role":"user","content":"Hello"}],"model":"gpt-4o-mini"}""", server.Requests[0].Body);
        Assert.DoesNotContain("$type", server.Requests[1].Body, StringComparison.Ordinal);
    }
}
