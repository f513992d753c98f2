using ChatGateway.Sandbox;

namespace ChatGateway.Cli;

/// <summary>The sandbox that answers where neither key nor endpoint is set, so that the first try needs no account.</summary>
/// <param name="Gateway">The sandbox.</param>
/// <param name="ApiKey">The one key that it takes, made up for this run.</param>
/// <param name="Tier">The class of that key: the one that was asked for, else free.</param>
internal sealed record BuiltInSandbox(SandboxGateway Gateway, string ApiKey, KeyTier Tier) : IAsyncDisposable
{
    /// <param name="tier">The class of key whose rules it plays; null for a free one.</param>
    /// <param name="doing">What the command does with it, such as "answering from".</param>
    /// <param name="instead">What a real key would bring.</param>
    /// <param name="console">Where the note goes that it is no gateway.</param>
    /// <param name="cancellationToken">Ends the wait for its start.</param>
    public static async Task<BuiltInSandbox> StartAsync(KeyTier? tier, string doing, string instead, CliConsole console, CancellationToken cancellationToken)
    {
        string invented = $"sk-sandbox-{Guid.NewGuid():N}";
        KeyTier played = tier ?? KeyTier.Free;
        SandboxRules rules = played == KeyTier.Paid ? SandboxRules.ChatAnywherePaid : SandboxRules.ChatAnywhereFree;
        SandboxGateway gateway = await SandboxGateway.StartAsync(new SandboxOptions { ApiKey = invented, Rules = rules }, cancellationToken);
        console.WriteNote($"no key and no endpoint set: {doing} the built-in sandbox ({gateway.Endpoint}); set {CliEnvironment.ApiKeyName} for {instead}");
        return new BuiltInSandbox(gateway, invented, played);
    }

    public ValueTask DisposeAsync() => Gateway.DisposeAsync();
}
