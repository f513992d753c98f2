using System.Runtime.CompilerServices;

namespace ChatGateway.Cli;

/// <summary>The checks in their order. What rests on a check that has failed is not made.</summary>
internal static class Examination
{
    private static readonly Finding LegacyRoute = Finding.Note(
        "legacy route",
        "not asked",
        "The old /v1/completions answers a free key with a 403 that lists the free models, whatever the model: other tools that call it fail so. This tool never does.",
        "If another tool shows such a 403, let it call /v1/chat/completions.");

    public static async IAsyncEnumerable<Finding> RunAsync(Patient patient, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Finding endpoint = FormChecks.Endpoint(patient);
        yield return endpoint;
        yield return FormChecks.Key(patient);
        ChatGatewayClient? client = null;
        Finding? refusal = endpoint.Status == FindingStatus.Failed ? endpoint : TryConnect(patient, out client);
        using ChatGatewayClient? owned = client;
        // what the library says about key and endpoint
        if (refusal is not null && refusal != endpoint) yield return refusal;

        Finding? fault = refusal;
        foreach ((string name, Func<Task<Finding>> check) in Checks(patient, client, cancellationToken))
        {
            if (fault is not null)
            {
                yield return Finding.Skipped(name, $"since {fault.Check} has failed");
                continue;
            }
            Finding finding = await check();
            yield return finding;
            if (finding.Status == FindingStatus.Failed) fault = finding;
        }
        yield return LegacyRoute;
        if (client is not null) yield return await GatewayChecks.QuotaAsync(client, cancellationToken);
    }

    private static IEnumerable<(string Name, Func<Task<Finding>> Check)> Checks(Patient patient, ChatGatewayClient? client, CancellationToken cancellationToken)
    {
        yield return ("name", () => NetworkChecks.NameAsync(patient, cancellationToken));
        yield return ("connection", () => NetworkChecks.ConnectionAsync(patient, cancellationToken));
        yield return ("models", () => GatewayChecks.ModelsAsync(client!, patient, cancellationToken));
        yield return ("chat", () => GatewayChecks.ChatAsync(client!, patient, cancellationToken));
    }

    private static Finding? TryConnect(Patient patient, out ChatGatewayClient? client)
    {
        client = null;
        try
        {
            client = patient.Connect();
            return null;
        }
        catch (ArgumentException e)
        {
            return Finding.Failed("settings", ErrorReport.Describe(e)!, "No request can be made with these settings.", "", ExitCode.Usage);
        }
    }
}
