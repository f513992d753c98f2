using System.Globalization;

namespace ChatGateway.Cli;

/// <summary>Models as a table for people.</summary>
internal static class ModelsTable
{
    private const string None = "-";

    private static readonly string[] Head = ["MODEL", "KIND", "PROVIDER", "FREE A DAY", "GROUP", "INPUT", "OUTPUT"];
    private static readonly int[] Numbers = [3, 5, 6];

    public static void Write(IReadOnlyList<ListedModel> models, CliConsole console)
    {
        bool isLive = models.Any(model => model.IsOffered is not null);
        if (models.Count > 0) TextTable.Write([isLive ? [.. Head, "OFFERED"] : Head, .. models.SelectMany(model => Rows(model, isLive))], Numbers, console.Out);
        console.WriteNote(string.Create(
            CultureInfo.InvariantCulture,
            $"{models.Count} models; prices in {ModelCatalog.PriceUnit}; source: {ModelCatalog.SourceRepository} of {ModelCatalog.SourceDate:yyyy-MM-dd}"));
    }

    // prices by the length of the input take a line each
    private static IEnumerable<string[]> Rows(ListedModel listed, bool isLive)
    {
        string offered = listed.IsOffered == true ? listed.Model is null ? "yes, unknown to the catalogue" : "yes" : "no";
        IReadOnlyList<CatalogPrice> prices = listed.Model?.Prices ?? [];
        string[] first =
        [
            listed.Id.Value,
            listed.Model is { } known ? KindName.Of(known.Kind) : None,
            listed.Model?.Provider ?? None,
            listed.Model?.RequestsPerDay?.ToString(CultureInfo.InvariantCulture) ?? None,
            listed.Model?.QuotaGroup ?? None,
            prices.Count > 0 ? Text(prices[0].Input) : None,
            prices.Count > 0 ? Text(prices[0].Output) : None,
        ];
        yield return isLive ? [.. first, offered] : first;
        for (int i = 1; i < prices.Count; i++)
        {
            string[] further = [$"  above {prices[i - 1].UpToInputTokens} input tokens", "", "", "", "", Text(prices[i].Input), Text(prices[i].Output)];
            yield return isLive ? [.. further, ""] : further;
        }
    }

    private static string Text(decimal price) => price.ToString("0.######", CultureInfo.InvariantCulture);
}
