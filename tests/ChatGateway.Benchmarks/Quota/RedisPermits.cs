using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

namespace ChatGateway.Benchmarks.Quota;

/// <summary>Permits of a quota that is counted by a redis-server of this run's own, one after the other.</summary>
internal sealed class RedisPermits : IAsyncDisposable
{
    private const int InATurn = 200;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly QuotaScope Scope = new(
        "benchmark", "free-200", int.MaxValue, "free-chat", int.MaxValue, TimeSpan.FromHours(8), TimeSpan.FromMinutes(15));

    private readonly Process _server;
    private readonly ServiceProvider _services;
    private readonly RedisQuotaStore _store;
    private IDatabase? _database;

    /// <param name="server">The server.</param>
    /// <param name="configuration">Its address. The store makes its connection as it does for any host that registers it so.</param>
    private RedisPermits(Process server, string configuration)
    {
        _server = server;
        var services = new ServiceCollection();
        string client = services.AddChatGateway(static options => options.ApiKey = "sk-benchmark").AddRedisQuota(configuration).Name;
        _services = services.BuildServiceProvider();
        _store = _services.GetRequiredKeyedService<RedisQuotaStore>(client);
    }

    public static async Task<RedisPermits> StartAsync()
    {
        int port = FreePort();
        Process server;
        try
        {
            server = Process.Start(new ProcessStartInfo(
                "redis-server", ["--port", port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"])
            { RedirectStandardOutput = true })!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new UsageException($"redis-server cannot be started: {e.Message}");
        }
        _ = server.StandardOutput.ReadToEndAsync();
        var permits = new RedisPermits(server, string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}"));
        long start = Stopwatch.GetTimestamp();
        // while Redis is not there yet, the store counts by itself
        while (permits._store.Connection is not { IsConnected: true } || permits._store.Outage.IsOn)
        {
            if (Stopwatch.GetElapsedTime(start) > Patience) throw new UsageException("redis-server does not answer.");
            await permits._store.ReadAsync(Scope.Account, [Scope.Group], Scope.ResetUtcOffset, CancellationToken.None);
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
        permits._database = permits._store.Connection.GetDatabase();
        return permits;
    }

    /// <returns>Microseconds of a PING and of a permit, each the mean of a turn.</returns>
    public async Task<(double Ping, double Permit)> MeasureAsync()
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < InATurn; i++) await _database!.PingAsync();
        double ping = Stopwatch.GetElapsedTime(start).TotalMicroseconds / InATurn;
        start = Stopwatch.GetTimestamp();
        for (int i = 0; i < InATurn; i++)
        {
            QuotaDecision decision = await _store.TakeAsync(Scope, CancellationToken.None);
            if (!decision.IsGranted || decision.Used == 0) throw new InvalidOperationException("A permit was refused.");
        }
        return (ping, Stopwatch.GetElapsedTime(start).TotalMicroseconds / InATurn);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _server.Kill();
        await _server.WaitForExitAsync();
        _server.Dispose();
    }

    private static int FreePort()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
