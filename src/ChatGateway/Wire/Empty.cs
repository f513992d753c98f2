namespace ChatGateway;

/// <summary>Stands in for an object that did not come, so that callers need not ask. Shared: records are immutable.</summary>
internal static class Empty<T>
    where T : class, new()
{
    public static T Instance { get; } = new();
}
