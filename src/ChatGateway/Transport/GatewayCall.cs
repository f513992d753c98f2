using System.Diagnostics;

namespace ChatGateway;

/// <summary>The state of one call on its way through the handlers, carried by the request message.</summary>
internal sealed class GatewayCall : IWireCall
{
    private long _started;
    private BoundedBody? _body;

    public GatewayCall(
        string method,
        string route,
        ModelId? model,
        bool isStream,
        IReadOnlyList<KeyValuePair<string, string>> headers,
        TimeSpan timeout,
        int maxRetries,
        TimeProvider timeProvider)
    {
        Method = method;
        Route = route;
        Model = model;
        IsStream = isStream;
        Headers = headers;
        Timeout = timeout;
        MaxRetries = maxRetries;
        TimeProvider = timeProvider;
        _started = timeProvider.GetTimestamp();
    }

    /// <summary>What sends the call.</summary>
    public GatewayPipeline? Pipeline { get; init; }

    public string Method { get; }

    public string Route { get; }

    public ModelId? Model { get; }

    public bool IsStream { get; }

    /// <summary>Whether the call asks for vectors, which are counted apart from chat.</summary>
    public bool IsEmbedding { get; init; }

    /// <summary>The client's words for a day's limit; null for the catalogue's.</summary>
    public IReadOnlyList<string>? DailyQuotaTexts { get; init; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; }

    public TimeSpan Timeout { get; }

    /// <summary>The option that set <see cref="Timeout"/>.</summary>
    public required string TimeoutOption { get; init; }

    /// <summary>How much of the call's time is left; a wait beyond it would hide the failure behind a time-out.</summary>
    public TimeSpan Remaining => Timeout - Elapsed;

    /// <inheritdoc cref="Remaining"/>
    /// <param name="timestamp">A time of the client's clock.</param>
    public TimeSpan RemainingAt(long timestamp) => Timeout - TimeProvider.GetElapsedTime(_started, timestamp);

    public TimeSpan Elapsed => TimeProvider.GetElapsedTime(_started);

    public int MaxRetries { get; }

    /// <summary>The clock of the client.</summary>
    public TimeProvider TimeProvider { get; }

    /// <summary>What reads the answer of each attempt; null before the call and when it has ended.</summary>
    public IAnswerReader? Reader { get; set; }

    /// <summary>Which endpoint the next attempt starts with.</summary>
    public int EndpointIndex { get; set; }

    /// <summary>How long endpoints have asked to be left alone; null when none has.</summary>
    public EndpointDelays? Delays { get; set; }

    public Uri? Endpoint { get; set; }

    /// <summary>What is to be told how the attempt has ended; null while a circuit tries its host and sees that for itself.</summary>
    public HostBreaker? Breaker { get; set; }

    /// <summary>The attempt's permit of its key's day; null when it is not counted.</summary>
    public QuotaLease? Permit { get; set; }

    /// <summary>How long the call's attempts have waited for permits of the day.</summary>
    public TimeSpan QuotaWait { get; set; }

    /// <summary>Why the attempt before failed. What follows it may say less: an open circuit, a time-out while waiting.</summary>
    public ChatGatewayException? LastFailure { get; set; }

    /// <summary>Whether the time of the whole call ran out: what was thrown for it is a time-out.</summary>
    public bool IsOver { get; set; }

    /// <summary>Whether the call waits for its next attempt.</summary>
    public bool IsWaiting { get; set; }

    public int Attempts { get; set; }

    /// <summary>When the attempt began, a time of the client's clock.</summary>
    public long AttemptStart { get; set; }

    /// <summary>The key in use, so that no text repeats it.</summary>
    public string? ApiKey { get; set; }

    /// <summary>What else was sent that may be a key: values of headers of the caller's.</summary>
    public string[] HeaderKeys { get; set; } = [];

    /// <summary>The attempt's answer, whose headers say how long to wait.</summary>
    public HttpResponseMessage? Answer { get; set; }

    public string? RequestId { get; set; }

    public RateLimits? RateLimits { get; set; }

    /// <summary>The JSON body of the answer, for what only shows after it was read.</summary>
    public ReadOnlyMemory<byte> Body { get; private set; }

    public GatewayResponse Response => new(Endpoint!, RequestId, Attempts, RateLimits);

    /// <summary>Starts the call's time anew: a stream's runs from its enumeration.</summary>
    public void Start() => _started = TimeProvider.GetTimestamp();

    /// <summary>Makes the call a part of another: both together have the time of one.</summary>
    public void TakeTimeOf(GatewayCall other) => _started = other._started;

    public CallDescription Description => new(Method, Route, Endpoint, Model, Attempts);

    /// <summary>What the first attempt sends; null before it and when the call has ended.</summary>
    public GatewayRequest? Message { get; private set; }

    /// <summary>Sends the first attempt. Its address is that of the attempt's endpoint.</summary>
    public ValueTask<HttpResponseMessage> SendAsync(HttpMethod method, string route, HttpContent? content, CancellationToken cancellationToken)
    {
        Debug.Assert(route == Route, "The call names the route of its operation.");
        Message = new GatewayRequest(this, method, content);
        return Pipeline!.SendAsync(Message, cancellationToken);
    }

    /// <summary>Lets go of the body and of what was sent; a stream may last.</summary>
    public void End()
    {
        Release();
        Reader = null;
        Message?.Dispose();
        Message = null;
    }

    /// <summary>Keeps the answer's body until the call ends or is sent again.</summary>
    public void Hold(BoundedBody body)
    {
        Release();
        _body = body;
        Body = body.Bytes;
    }

    /// <inheritdoc cref="Hold(BoundedBody)"/>
    public void Hold(ReadOnlyMemory<byte> body)
    {
        Release();
        Body = body;
    }

    /// <summary>Lets go of the body.</summary>
    public void Release()
    {
        Body = default;
        _body?.Dispose();
        _body = null;
    }
}
