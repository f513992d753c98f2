namespace ChatGateway;

/// <summary>What an adapter gives to those who ask it for a service.</summary>
internal static class AdapterServices
{
    /// <summary>The name of the API's kind, as the conventions of telemetry know it.</summary>
    public const string ProviderName = "openai";

    /// <summary>The metadata, the adapter itself or the native client; null for anything else and for every key.</summary>
    public static object? Find(Type serviceType, object? serviceKey, object metadata, object adapter, ChatGatewayClient client)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null) return null;
        if (serviceType == metadata.GetType()) return metadata;
        if (serviceType.IsInstanceOfType(adapter)) return adapter;
        return serviceType.IsInstanceOfType(client) ? client : null;
    }
}
