namespace ChatGateway.Sandbox;

/// <summary>Keeps the latest requests.</summary>
internal sealed class RequestLog
{
    private const int MaxRequests = 1000;
    private const long MaxBodyCharacters = 16_000_000;

    private readonly Lock _gate = new();
    private readonly Queue<SandboxRequest> _requests = new();
    private long _bodyCharacters;

    public void Add(SandboxRequest request)
    {
        lock (_gate)
        {
            _requests.Enqueue(request);
            _bodyCharacters += Size(request);
            while (_requests.Count > MaxRequests || (_bodyCharacters > MaxBodyCharacters && _requests.Count > 1))
                _bodyCharacters -= Size(_requests.Dequeue());
        }
    }

    public IReadOnlyList<SandboxRequest> Snapshot()
    {
        lock (_gate)
            return [.. _requests];
    }

    private static int Size(SandboxRequest request) => request.Body?.Length ?? 0;
}
