namespace ChatGateway.Sandbox;

/// <summary>A model of the catalogue, from <c>x-model-info</c> in the OpenAPI document.</summary>
/// <param name="Id">The model id.</param>
/// <param name="Kind">chat, reasoning, embedding, ….</param>
/// <param name="Provider">Who made it.</param>
/// <param name="Free">Whether free keys may use it.</param>
/// <param name="QuotaGroup">The group whose models share one daily count.</param>
/// <param name="RequestsPerDay">What a free key may send to the group in a day; null without a limit.</param>
internal sealed record ModelEntry(string Id, string Kind, string Provider, bool Free, string QuotaGroup, int? RequestsPerDay)
{
    public bool IsEmbedding => Kind == "embedding";

    /// <summary>Whether answers carry <c>reasoning_content</c>; other vendors keep the reasoning to themselves.</summary>
    public bool ShowsReasoning => Kind == "reasoning" && Provider == "deepseek";
}
