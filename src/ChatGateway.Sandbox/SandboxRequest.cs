namespace ChatGateway.Sandbox;

/// <summary>A request as it arrived, without its key.</summary>
public sealed class SandboxRequest
{
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _aborted;
    private volatile bool _endedBySandbox;

    internal SandboxRequest(string method, string path, IReadOnlyDictionary<string, string> headers, string? body)
    {
        Method = method;
        Path = path;
        Headers = headers;
        Body = body;
    }

    /// <summary>The HTTP method.</summary>
    public string Method { get; }

    /// <summary>Path and query as sent, still percent-encoded, such as <c>/v1/chat/completions</c>.</summary>
    public string Path { get; }

    /// <summary>The headers, names in any casing; several values are joined by a comma. The headers that carry keys are left out.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The body as text; null when there was none, or more than <see cref="SandboxOptions.MaxBodyBytes"/>.</summary>
    public string? Body { get; }

    /// <summary>Whether the client hung up before the answer was complete. Connections that a fault cut do not count.</summary>
    public bool Aborted => _aborted;

    /// <summary>Ends when the answer was handed over or the connection was lost; never fails.</summary>
    public Task Completion => _completion.Task;

    internal void ClientHungUp()
    {
        if (!_endedBySandbox)
            _aborted = true;
    }

    internal void EndedBySandbox() => _endedBySandbox = true;

    internal void Complete() => _completion.TrySetResult();
}
