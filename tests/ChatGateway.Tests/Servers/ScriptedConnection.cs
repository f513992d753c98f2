using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ChatGateway.Tests.Servers;

/// <summary>One client connection, in the hands of a script's step.</summary>
/// <remarks>Writing to a client that is gone throws <see cref="ClientGoneException"/>, which ends the step without a failure.</remarks>
internal sealed class ScriptedConnection : IDisposable
{
    private readonly Socket _socket;
    private readonly NetworkStream _stream;
    private readonly RequestReader _reader;
    private readonly Action<ScriptedRequest> _record;
    private readonly CancellationToken _serverStops;
    private ScriptedRequest? _request;
    private bool _bodyRead;
    private bool _reset;

    public ScriptedConnection(Socket socket, Action<ScriptedRequest> record, CancellationToken serverStops)
    {
        socket.NoDelay = true;
        _socket = socket;
        _stream = new NetworkStream(socket, ownsSocket: true);
        _reader = new RequestReader(_stream);
        _record = record;
        _serverStops = serverStops;
    }

    /// <summary>Whether the step has left the connection open for the next request.</summary>
    public bool IsOpen { get; private set; } = true;

    /// <summary>Reads the request line and the headers; the request is recorded from here on.</summary>
    public async Task<ScriptedRequest> ReadHeadAsync()
    {
        if (_request is null)
        {
            _request = await _reader.ReadHeadAsync(_serverStops);
            _record(_request);
        }

        return _request;
    }

    /// <summary>Reads the whole request.</summary>
    public async Task<ScriptedRequest> ReadRequestAsync()
    {
        ScriptedRequest request = await ReadHeadAsync();
        if (!_bodyRead)
        {
            request.Body = await _reader.ReadBodyAsync(request.Headers, _serverStops);
            _bodyRead = true;
        }

        return request;
    }

    /// <summary>Sends text as it stands, UTF-8.</summary>
    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    /// <summary>Sends bytes as they stand.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await _stream.WriteAsync(bytes, _serverStops);
        }
        catch (IOException e)
        {
            throw new ClientGoneException(e);
        }
    }

    /// <summary>Sends a status line and exactly these headers; without a length or chunking the body ends with the connection.</summary>
    public Task SendHeadAsync(int status, params (string Name, string Value)[] headers)
    {
        string fields = string.Concat(headers.Select(header => $"{header.Name}: {header.Value}\r\n"));
        return SendAsync(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} {(HttpStatusCode)status}\r\n{fields}\r\n"));
    }

    /// <summary>Sends one chunk; the head must have announced <c>Transfer-Encoding: chunked</c>.</summary>
    public Task SendChunkAsync(string text) => SendChunkAsync(Encoding.UTF8.GetBytes(text));

    /// <inheritdoc cref="SendChunkAsync(string)"/>
    public Task SendChunkAsync(byte[] bytes)
    {
        byte[] size = Encoding.ASCII.GetBytes(bytes.Length.ToString("x", CultureInfo.InvariantCulture));
        return SendAsync((byte[])[.. size, .. "\r\n"u8, .. bytes, .. "\r\n"u8]);
    }

    /// <summary>Ends a chunked body.</summary>
    public Task EndChunkedAsync() => SendAsync("0\r\n\r\n");

    /// <summary>Ends the connection in order (FIN), whether or not the answer is complete.</summary>
    /// <remarks>Before the first byte of an answer, SocketsHttpHandler itself repeats a GET up to three times.</remarks>
    public async Task CloseAsync()
    {
        IsOpen = false;
        try
        {
            await _stream.FlushAsync(_serverStops);
            _socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException e)
        {
            throw new ClientGoneException(e);
        }
    }

    /// <summary>Breaks the connection (RST).</summary>
    public void Reset()
    {
        if (_reset)
            return;

        IsOpen = false;
        _reset = true;
        _socket.LingerState = new LingerOption(enable: true, seconds: 0);
        _socket.Close();
    }

    /// <summary>Sends nothing more until the client closes or the server is disposed.</summary>
    public Task StallAsync() => UntilClientClosesAsync(_serverStops);

    /// <summary>Waits, silent, until the client closes; returns how long that took.</summary>
    /// <exception cref="TimeoutException">The client kept the connection for <paramref name="timeout"/>.</exception>
    public async Task<TimeSpan> WaitForClientCloseAsync(TimeSpan timeout)
    {
        long start = Stopwatch.GetTimestamp();
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(_serverStops);
        limit.CancelAfter(timeout);
        try
        {
            await UntilClientClosesAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!_serverStops.IsCancellationRequested)
        {
            throw new TimeoutException($"The client kept the connection open for {timeout}.");
        }

        return Stopwatch.GetElapsedTime(start);
    }

    public void Dispose() => _stream.Dispose();

    /// <summary>Waits for the next request; false when the client has closed.</summary>
    internal Task<bool> HasRequestAsync()
    {
        _request = null;
        _bodyRead = false;
        return _reader.HasDataAsync(_serverStops);
    }

    /// <summary>Reads what the step left unread; after a close, waits for the client, because closing early would reset.</summary>
    internal async Task FinishAsync()
    {
        if (IsOpen)
            await ReadRequestAsync();
        else if (!_reset)
            await UntilClientClosesAsync(_serverStops);
    }

    private async Task UntilClientClosesAsync(CancellationToken cancellationToken)
    {
        IsOpen = false;
        try
        {
            while (await _reader.FillAsync(cancellationToken))
            {
                // what a client sends now is of no interest
            }
        }
        catch (ClientGoneException)
        {
            // a reset is a close, too
        }
    }
}
