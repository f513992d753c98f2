using System.CommandLine;

namespace ChatGateway.Cli;

/// <summary><c>chatgw models</c>: its options.</summary>
internal static class ModelsCommand
{
    public static Command Create(CliEnvironment environment, CliConsole console)
    {
        var options = new ConnectionOptions { Tier = ConnectionOptions.TierOf("Only the models of this class of key: free or paid. [default: all]") };
        var kind = new Option<string>("--kind") { Description = $"Only models of this kind: {string.Join(", ", KindName.All)}. [default: all]", HelpName = "kind" };
        kind.CompletionSources.Add([.. KindName.All]);
        var provider = new Option<string>("--provider") { Description = "Only models of this provider, such as openai or deepseek. [default: all]", HelpName = "name" };
        var live = new Option<bool>("--live") { Description = "Asks the gateway which models it offers, and compares." };
        var json = new Option<bool>("--json") { Description = "Prints the models as JSON, one a line." };

        var command = new Command("models", "Lists the models of the catalogue, with quotas and prices. Asks no gateway unless --live is given.") { options.Tier, kind, provider, live, options.Endpoint, options.AllowInsecureHttp, json };
        command.SetAction((parsed, cancellationToken) => ErrorReport.RunAsync(console, async () =>
        {
            ConnectionChoice choice = options.Of(parsed);
            if (choice is not { Endpoint: null, AllowInsecureHttp: false } && !parsed.GetValue(live))
                throw new UsageException($"{(choice.Endpoint is null ? options.AllowInsecureHttp.Name : options.Endpoint.Name)} goes with --live: the catalogue is the same for every gateway");
            KeyTier? wanted = choice.Tier;
            ModelKind? asked = KindOf(parsed.GetValue(kind));
            string? maker = ProviderOf(parsed.GetValue(provider));
            IReadOnlyList<CatalogModel> models = ModelCatalog.Find(asked, wanted, maker);
            // of a model that the catalogue does not know nobody knows whether it fits
            bool isWhole = wanted is null && asked is null && maker is null;
            IReadOnlyList<ListedModel> listed = parsed.GetValue(live)
                ? await OfferedAsync(models, isWhole, environment, choice, console, cancellationToken)
                : [.. models.Select(model => new ListedModel(model.Id, model, IsOffered: null))];
            if (parsed.GetValue(json)) ModelsJson.Write(listed, console.Out);
            else ModelsTable.Write(listed, console);
            return ExitCode.Ok;
        }));
        return command;
    }

    private static ModelKind? KindOf(string? name) => name is null ? null
        : KindName.Parse(name) ?? throw new UsageException($"there is no kind '{name}'; the kinds are {string.Join(", ", KindName.All)}");

    private static string? ProviderOf(string? name)
    {
        if (name is null) return null;
        string[] known = [.. ModelCatalog.All.Select(model => model.Provider).Distinct()];
        return known.FirstOrDefault(provider => provider.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new UsageException($"the catalogue has no provider '{name}'; it has {string.Join(", ", known)}");
    }

    private static async Task<IReadOnlyList<ListedModel>> OfferedAsync(
        IReadOnlyList<CatalogModel> models, bool withUnknown, CliEnvironment environment, ConnectionChoice choice, CliConsole console, CancellationToken cancellationToken)
    {
        await using Connection connection = await Connection.OpenAsync(environment, choice, console, cancellationToken);
        HashSet<ModelId> offered = [.. (await connection.Client.GetModelsAsync(cancellationToken)).Select(model => model.Id)];
        return
        [
            .. models.Select(model => new ListedModel(model.Id, model, offered.Contains(model.Id))),
            .. offered.Where(id => withUnknown && !ModelCatalog.TryGet(id, out _)).OrderBy(id => id.Value, StringComparer.Ordinal).Select(id => new ListedModel(id, null, IsOffered: true)),
        ];
    }
}
