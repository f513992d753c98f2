namespace ChatGateway.Cli;

/// <summary>Which gateway a command is to ask, as its options say.</summary>
/// <param name="Endpoint">The endpoint, or null for that of the environment.</param>
/// <param name="Tier">The class of the key, or null where the library decides.</param>
/// <param name="AllowInsecureHttp">Whether plain http is accepted beyond this machine.</param>
internal sealed record ConnectionChoice(string? Endpoint, KeyTier? Tier, bool AllowInsecureHttp);
