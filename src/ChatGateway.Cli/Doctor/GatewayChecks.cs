using System.Globalization;
using System.Net;

namespace ChatGateway.Cli;

/// <summary>What the gateway answers: its models, a tiny chat, and what is left of the day's quota.</summary>
internal static class GatewayChecks
{
    private const int FewModels = 5;

    public static async Task<Finding> ModelsAsync(ChatGatewayClient client, Patient patient, CancellationToken cancellationToken)
    {
        const string Check = "models";
        try
        {
            IReadOnlyList<ModelInfo> models = await client.GetModelsAsync(new RequestOptions { Timeout = patient.Patience }, cancellationToken);
            if (models.Count == 0) return Finding.Note(Check, "GET /models lists none", "The gateway offers this key nothing, or does not say what.");
            string some = string.Join(", ", models.Take(FewModels).Select(model => model.Id));
            string seen = $"GET /models lists {models.Count.ToString(CultureInfo.InvariantCulture)}: {some}{(models.Count > FewModels ? ", …" : "")}";
            return models.Any(model => model.Id == patient.Model)
                ? Finding.Ok(Check, seen)
                : Finding.Note(Check, seen, $"{patient.Model} is not among them.", "Choose another by --model, if the chat fails.");
        }
        catch (GatewayResponseException e) when (e.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed && !IsPage(e))
        {
            return Finding.Note(Check, $"GET /models was answered by {(int)e.StatusCode}", "Some gateways do not serve the list; the chat tells more.");
        }
        catch (ChatGatewayException e)
        {
            return Finding.Of(Check, e);
        }
    }

    public static async Task<Finding> ChatAsync(ChatGatewayClient client, Patient patient, CancellationToken cancellationToken)
    {
        const string Check = "chat";
        try
        {
            var request = new ChatCompletionRequest { Model = patient.Model, Messages = [ChatRequestMessage.User("Say ok.")], MaxTokens = 1 };
            ChatCompletion answer = await client.CompleteChatAsync(request, new RequestOptions { Timeout = patient.Patience, SkipChecks = true }, cancellationToken);
            return Finding.Ok(Check, $"{patient.Model} answered{(answer.Usage?.TotalTokens is { } tokens ? $", {tokens.ToString(CultureInfo.InvariantCulture)} tokens" : "")}");
        }
        catch (ChatGatewayException e)
        {
            return Finding.Of(Check, e);
        }
        catch (ArgumentException e)
        {
            return Finding.Of(Check, e);
        }
    }

    public static async Task<Finding> QuotaAsync(ChatGatewayClient client, CancellationToken cancellationToken)
    {
        const string Check = "quota";
        IReadOnlyList<QuotaUsage> usage = await client.GetQuotaAsync(cancellationToken);
        if (usage.Count == 0) return Finding.Ok(Check, "not counted: only free keys have daily quotas (--tier free)");
        string seen = string.Join(", ", usage.Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Group} {group.Used} of {group.Limit}")));
        QuotaUsage[] empty = [.. usage.Where(group => group.Remaining == 0)];
        return empty.Length == 0
            ? Finding.Ok(Check, seen, "Counted by this machine alone.")
            : Finding.Note(Check, seen, $"Used up today: {string.Join(", ", empty.Select(group => group.Group))}.", string.Create(CultureInfo.InvariantCulture, $"Use a model of another group (chatgw models --tier free), or wait until {empty[0].ResetsAt:yyyy-MM-dd HH:mm zzz}."));
    }

    // a page is a website's answer, not that of an API without this route
    private static bool IsPage(GatewayResponseException failure) => failure.ResponseExcerpt?.TrimStart().StartsWith('<') == true;
}
