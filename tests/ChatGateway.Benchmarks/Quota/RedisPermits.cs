using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
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
    private readonly ConnectionMultiplexer _connection;
    private readonly RedisQuotaStore _store;

    private RedisPermits(Process server, ConnectionMultiplexer connection)
    {
        _server = server;
        _connection = connection;
        _store = new RedisQuotaStore(connection);
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
        var options = new ConfigurationOptions { EndPoints = { { IPAddress.Loopback, port } }, AbortOnConnectFail = false, ReconnectRetryPolicy = new LinearRetry(100) };
        ConnectionMultiplexer connection = await ConnectionMultiplexer.ConnectAsync(options);
        long start = Stopwatch.GetTimestamp();
        while (!connection.IsConnected)
        {
            if (Stopwatch.GetElapsedTime(start) > Patience) throw new UsageException("redis-server does not answer.");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
        return new RedisPermits(server, connection);
    }

    /// <returns>Microseconds of a PING and of a permit, each the mean of a turn.</returns>
    public async Task<(double Ping, double Permit)> MeasureAsync()
    {
        IDatabase database = _connection.GetDatabase();
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < InATurn; i++) await database.PingAsync();
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
        await _store.DisposeAsync();
        await _connection.DisposeAsync();
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
