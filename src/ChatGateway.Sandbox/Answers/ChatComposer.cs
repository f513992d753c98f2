namespace ChatGateway.Sandbox;

/// <summary>Composes the answer to a chat request: the same request always gets the same one.</summary>
internal static class ChatComposer
{
    public static ChatAnswer Compose(ChatRequest request, ModelEntry? model, DateTimeOffset now)
    {
        string id = StableHash.Id("chatcmpl-", request.Json.GetRawText());
        ChatChoice[] choices = [.. Enumerable.Range(0, request.Choices).Select(i => Choice(request, model, id, i))];
        return new ChatAnswer(id, now.ToUnixTimeSeconds(), request.Model, TokenEstimate.OfChat(request), choices);
    }

    private static ChatChoice Choice(ChatRequest request, ModelEntry? model, string id, int index)
    {
        var budget = new TokenBudget(request.MaxTokens);
        IReadOnlyList<string> reasoning = model is { ShowsReasoning: true } ? budget.Take(Pieces.Of(AnswerText.Reasoning(request))) : [];

        IReadOnlyList<ToolInvocation> calls = ToolCaller.Calls(request, $"{id}/{index}");
        if (calls.Count > 0)
        {
            calls = [.. calls.Select(c => c with { Payload = budget.Take(c.Payload) })];
            return new ChatChoice(index, reasoning, [], calls, budget.Exceeded ? "length" : "tool_calls");
        }

        IReadOnlyList<string> content = budget.Take(Pieces.Of(UpToStop(AnswerText.Of(request, index), request.Stop)));
        return new ChatChoice(index, reasoning, content, [], budget.Exceeded ? "length" : "stop");
    }

    private static string UpToStop(string text, IReadOnlyList<string> stops)
    {
        int end = stops
            .Where(s => s.Length > 0)
            .Select(s => text.IndexOf(s, StringComparison.Ordinal))
            .Where(at => at >= 0)
            .DefaultIfEmpty(text.Length)
            .Min();
        return text[..end];
    }
}
