using System.CommandLine;

namespace ChatGateway.Cli;

/// <summary>The options of every command that talks to a gateway.</summary>
internal static class ConnectionOptions
{
    public static Option<string> Endpoint() => new("--endpoint")
    {
        Description = $"The API's root, usually ending in /v1. [default: {CliEnvironment.EndpointName}, else ChatAnywhere]",
        HelpName = "url",
    };

    public static Option<KeyTier?> Tier() => new("--tier")
    {
        Description = "The class of a ChatAnywhere key, which sets the models it may ask for and whether its requests are counted: free or paid. [default: free]",
        HelpName = "class",
    };
}
