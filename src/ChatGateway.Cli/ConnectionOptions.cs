using System.CommandLine;
using System.CommandLine.Completions;

namespace ChatGateway.Cli;

/// <summary>The options of every command that talks to a gateway.</summary>
internal sealed class ConnectionOptions
{
    public Option<string> Endpoint { get; } = new("--endpoint")
    {
        Description = $"The API's root, usually ending in /v1. [default: {CliEnvironment.EndpointName}, else ChatAnywhere]",
        HelpName = "url",
    };

    public Option<KeyTier?> Tier { get; init; } = TierOf(
        "The class of a ChatAnywhere key, which sets the models it may ask for and whether its requests are counted: free or paid. [default: free]");

    public Option<bool> AllowInsecureHttp { get; } = new("--allow-insecure-http")
    {
        Description = "Accepts an endpoint of plain http beyond this machine: anyone on the way can read key, questions and answers.",
    };

    public static Option<string> Model()
    {
        var option = new Option<string>("--model") { Description = $"The model. [default: {CliEnvironment.ModelName}, else {Question.DefaultModel}]", HelpName = "id" };
        option.CompletionSources.Add(_ => ModelCatalog.All.Where(model => model.Kind != ModelKind.Embedding).Select(model => new CompletionItem(model.Id.Value)));
        return option;
    }

    public static Option<KeyTier?> TierOf(string description) => new("--tier")
    {
        CompletionSources = { "free", "paid" },
        CustomParser = OptionParsers.Tier,
        Description = description,
        HelpName = "class",
    };

    public ConnectionChoice Of(ParseResult parsed) => new(parsed.GetValue(Endpoint), parsed.GetValue(Tier), parsed.GetValue(AllowInsecureHttp));
}
