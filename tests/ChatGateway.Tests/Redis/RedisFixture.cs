using StackExchange.Redis;
using Xunit;

namespace ChatGateway.Tests.Redis;

/// <summary>A server for the tests that leave it running.</summary>
public sealed class RedisFixture : IAsyncLifetime
{
    private RedisServer? _server;

    internal ConnectionMultiplexer Connection { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _server = await RedisServer.StartAsync();
        Connection = await _server.ConnectAsync();
    }

    public async Task DisposeAsync()
    {
        await Connection.DisposeAsync();
        await _server!.DisposeAsync();
    }

    internal RedisQuotaStore NewStore() => new(Connection, new RedisQuotaOptions { Patience = TimeSpan.FromSeconds(10) });

    /// <summary>A scope of an account that no other test uses.</summary>
    internal static QuotaScope NewScope() => new(Guid.NewGuid().ToString("N"), "free-5", 5, "free-chat", 20, TimeSpan.FromHours(8), TimeSpan.FromMinutes(15));
}
