using System.CommandLine;
using System.CommandLine.Completions;

namespace ChatGateway.Cli;

/// <summary>The options of every command that talks to a gateway.</summary>
internal static class ConnectionOptions
{
    public static Option<string> Endpoint() => new("--endpoint")
    {
        Description = $"The API's root, usually ending in /v1. [default: {CliEnvironment.EndpointName}, else ChatAnywhere]",
        HelpName = "url",
    };

    public static Option<string> Model()
    {
        var option = new Option<string>("--model") { Description = $"The model. [default: {CliEnvironment.ModelName}, else {Question.DefaultModel}]", HelpName = "id" };
        option.CompletionSources.Add(_ => ModelCatalog.All.Where(model => model.Kind != ModelKind.Embedding).Select(model => new CompletionItem(model.Id.Value)));
        return option;
    }

    public static Option<KeyTier?> Tier() => new("--tier")
    {
        CompletionSources = { "free", "paid" },
        Description = "The class of a ChatAnywhere key, which sets the models it may ask for and whether its requests are counted: free or paid. [default: free]",
        HelpName = "class",
    };
}
