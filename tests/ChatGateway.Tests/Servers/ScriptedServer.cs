using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ChatGateway.Tests.Servers;

/// <summary>An HTTP/1.1 server on loopback that answers each request with the next step of a script, faults included.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<ScriptedRequest> _requests = new();
    private readonly ConcurrentQueue<Exception> _failures = new();
    private readonly FailedAssertion _assertions = FailedAssertion.OfThisTest();
    private readonly ScriptedStep[] _script;
    private readonly bool _lastRepeats;
    private readonly Task _serving;
    private int _connectionCount;
    private int _stepCount;

    private ScriptedServer(ScriptedStep[] script, bool lastRepeats)
    {
        ArgumentOutOfRangeException.ThrowIfZero(script.Length);
        _script = script;
        _lastRepeats = lastRepeats;
        _listener.Start();
        Address = new Uri($"http://{_listener.LocalEndpoint}/");
        _serving = AcceptAsync();
    }

    /// <summary>The root, <c>http://127.0.0.1:port/</c>.</summary>
    public Uri Address { get; }

    /// <summary>The base path of the API, <c>http://127.0.0.1:port/v1</c>.</summary>
    public Uri Endpoint => new(Address, "v1");

    /// <summary>The requests whose head has been read, in that order.</summary>
    public IReadOnlyList<ScriptedRequest> Requests => [.. _requests];

    /// <summary>Waits until so many requests have come.</summary>
    public async Task RequestsAsync(int count)
    {
        using var limit = new CancellationTokenSource(Answers.Patience);
        while (Requests.Count < count) await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, limit.Token);
    }

    /// <summary>How many connections were accepted.</summary>
    public int ConnectionCount => Volatile.Read(ref _connectionCount);

    /// <summary>Starts a server; the last step answers all further requests.</summary>
    public static ScriptedServer Start(params ScriptedStep[] script) => new(script, lastRepeats: true);

    /// <summary>Starts a server that takes one request a step; a further request is a failure.</summary>
    public static ScriptedServer StartOnce(params ScriptedStep[] script) => new(script, lastRepeats: false);

    /// <summary>A step that answers with a JSON body.</summary>
    public static ScriptedStep Json(int status, string body, params (string Name, string Value)[] headers) => async connection =>
    {
        await connection.ReadRequestAsync();
        string length = Encoding.UTF8.GetByteCount(body).ToString(CultureInfo.InvariantCulture);
        await connection.SendHeadAsync(status, [("Content-Type", "application/json"), ("Content-Length", length), .. headers]);
        await connection.SendAsync(body);
    };

    /// <summary>A step that answers with server-sent events, one chunk each; only the data is given, <c>[DONE]</c> too.</summary>
    public static ScriptedStep Sse(params string[] events) => async connection =>
    {
        await connection.ReadRequestAsync();
        await connection.SendHeadAsync(200, ("Content-Type", "text/event-stream"), ("Transfer-Encoding", "chunked"));
        foreach (string data in events)
            await connection.SendChunkAsync($"data: {data}\n\n");
        await connection.EndChunkedAsync();
    };

    /// <summary>Closes all connections.</summary>
    /// <exception cref="AggregateException">A step failed, or a request had no step. It takes the place of a failed assertion, and so holds that, too.</exception>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _stop.Dispose();
        if (!_failures.IsEmpty)
            throw new AggregateException("The server's script failed.", _assertions.Failed is { } failed ? [failed, .. _failures] : _failures);
    }

    private async Task AcceptAsync()
    {
        List<Task> connections = [];
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                Socket socket = await _listener.AcceptSocketAsync(_stop.Token);
                Interlocked.Increment(ref _connectionCount);
                connections.Add(ServeAsync(socket));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // disposed, or a client that went away before it was accepted
            }
        }

        await Task.WhenAll(connections);
    }

    private async Task ServeAsync(Socket socket)
    {
        using ScriptedConnection connection = new(socket, _requests.Enqueue, _stop.Token);
        try
        {
            while (connection.IsOpen && await connection.HasRequestAsync())
            {
                await NextStep()(connection);
                await connection.FinishAsync();
            }
        }
        catch (ClientGoneException)
        {
            // what fault tests provoke
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // the test has ended
        }
        catch (Exception e)
        {
            _failures.Enqueue(e);
            connection.Reset();
        }
    }

    private ScriptedStep NextStep()
    {
        int step = Interlocked.Increment(ref _stepCount) - 1;
        if (step < _script.Length)
            return _script[step];
        return _lastRepeats
            ? _script[^1]
            : throw new InvalidOperationException($"Request {step + 1} came, but the script has {_script.Length} step(s).");
    }
}
