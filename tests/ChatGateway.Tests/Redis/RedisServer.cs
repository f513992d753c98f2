using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ChatGateway.Tests.Servers;
using StackExchange.Redis;

namespace ChatGateway.Tests.Redis;

/// <summary>A real redis-server on a free loopback port, with a password and its data in a folder of its own, which survive a restart.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private const string Password = "quota-test-password";

    private readonly string _folder = Directory.CreateTempSubdirectory("chatgateway-redis").FullName;
    private readonly int _port = FreePort();
    private Process? _process;

    private RedisServer()
    {
    }

    /// <summary>The connection, in the words of StackExchange.Redis.</summary>
    internal string Configuration => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_port},password={Password}");

    internal static async Task<RedisServer> StartAsync()
    {
        await RedisInstallation.EnsureAsync();
        var server = new RedisServer();
        await server.UpAsync();
        return server;
    }

    internal async Task<ConnectionMultiplexer> ConnectAsync()
    {
        ConfigurationOptions options = ConfigurationOptions.Parse(Configuration);
        options.AbortOnConnectFail = false;
        options.BacklogPolicy = BacklogPolicy.FailFast;
        options.ReconnectRetryPolicy = new LinearRetry(100);
        options.HeartbeatInterval = TimeSpan.FromMilliseconds(100);
        options.AllowAdmin = true;
        return await ConnectionMultiplexer.ConnectAsync(options);
    }

    /// <summary>Starts the server, with the data that it had.</summary>
    internal async Task UpAsync()
    {
        string port = _port.ToString(CultureInfo.InvariantCulture);
        // each change is written before its answer, and so outlives a restart; to wait for a busy disk would help against power cuts alone
        _process = Process.Start(new ProcessStartInfo(
            "redis-server",
            ["--port", port, "--bind", "127.0.0.1", "--requirepass", Password, "--dir", _folder, "--appendonly", "yes", "--appendfsync", "no", "--save", "", "--daemonize", "no"])
        {
            RedirectStandardOutput = true,
        })!;
        // read, so that the server never waits for a full pipe
        _ = _process.StandardOutput.ReadToEndAsync();
        long start = Stopwatch.GetTimestamp();
        while (!await AnswersAsync())
        {
            if (_process.HasExited || Stopwatch.GetElapsedTime(start) > Answers.Patience)
                throw new InvalidOperationException($"redis-server does not answer on port {port}.");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }

    /// <summary>Stops the server as a service manager does.</summary>
    internal async Task DownAsync()
    {
        Signals.Send(_process!, Signal.Terminate);
        await _process!.WaitForExitAsync().WaitAsync(Answers.Patience);
    }

    /// <summary>Lets the server take connections and say nothing.</summary>
    internal void Freeze() => Signals.Send(_process!, Signal.Stop);

    internal void Thaw() => Signals.Send(_process!, Signal.Continue);

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }
        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Loopback, _port);
            await socket.SendAsync("PING\r\n"u8.ToArray());
            var buffer = new byte[64];
            int read = await socket.ReceiveAsync(buffer);
            // that a password is wanted is an answer; that data are being loaded is none yet
            return buffer.AsSpan(0, read).StartsWith("-NOAUTH"u8);
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
