using ChatGateway.Tests.Client;
using ChatGateway.Tests.Servers;

namespace ChatGateway.Tests.Resilience;

/// <summary>Clients with the default number of retries and next to no wait between them.</summary>
internal static class Fast
{
    public static ChatGatewayClient Client(ScriptedServer server, Action<ChatGatewayOptions>? configure = null) => Client([server.Endpoint], configure);

    public static ChatGatewayClient Client(Uri[] endpoints, Action<ChatGatewayOptions>? configure = null)
    {
        var options = new ChatGatewayOptions
        {
            ApiKey = TestClient.Key,
            Endpoints = endpoints,
            Resilience = { RetryDelay = TimeSpan.FromMilliseconds(1), MaxRetryDelay = TimeSpan.FromMilliseconds(5) },
        };
        configure?.Invoke(options);
        return new ChatGatewayClient(options);
    }

    /// <summary>
    /// For a first attempt that is to run into a short time limit: a machine that stands still meanwhile may cost the next ones
    /// theirs, too. Together they are fewer than what opens a circuit.
    /// </summary>
    public static void MayStandStill(this ChatGatewayOptions options) => options.Resilience.MaxRetries = 4;

    public static ScriptedStep Ok => ScriptedServer.Json(200, Answers.Completion);

    public static ScriptedStep Fails(int status, params (string Name, string Value)[] headers) =>
        ScriptedServer.Json(status, """{"error":{"message":"no","type":"x","param":null,"code":null}}""", headers);

    /// <summary>A step that reads the request and resets the connection.</summary>
    public static ScriptedStep Reset => async connection =>
    {
        await connection.ReadRequestAsync();
        connection.Reset();
    };

    /// <summary>A step that reads the request and says nothing.</summary>
    public static ScriptedStep Stall => async connection =>
    {
        await connection.ReadRequestAsync();
        await connection.StallAsync();
    };

    /// <summary>A step that sends bytes as they stand and then ends the connection.</summary>
    public static ScriptedStep Raw(string answer) => async connection =>
    {
        await connection.ReadRequestAsync();
        await connection.SendAsync(answer);
        await connection.CloseAsync();
    };
}
