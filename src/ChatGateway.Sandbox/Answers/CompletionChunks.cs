using System.Text.Json.Nodes;

namespace ChatGateway.Sandbox;

/// <summary>
/// Writes an answer as chunks: a role chunk for each choice, the pieces of all choices in turn, a finish chunk for each, and the usage.
/// </summary>
internal static class CompletionChunks
{
    public static IEnumerable<JsonObject> Of(ChatAnswer answer, ChatRequest request)
    {
        foreach (ChatChoice choice in answer.Choices)
            yield return Chunk(answer, request, choice, Opening(choice), null);

        foreach ((ChatChoice choice, JsonObject delta, string? piece) in InTurn(answer))
        {
            JsonObject? logprobs = request.Logprobs && piece is not null ? Logprobs.Of([piece], request.TopLogprobs) : null;
            yield return Chunk(answer, request, choice, delta, logprobs);
        }

        foreach (ChatChoice choice in answer.Choices)
        {
            JsonObject last = Chunk(answer, request, choice, [], null);
            last["choices"]![0]!["finish_reason"] = choice.FinishReason;
            yield return last;
        }

        if (request.IncludeUsage)
        {
            JsonObject usage = CompletionJson.Head(answer, "chat.completion.chunk");
            usage["choices"] = new JsonArray();
            usage["usage"] = UsageJson.Of(answer);
            yield return usage;
        }
    }

    private static JsonObject Chunk(ChatAnswer answer, ChatRequest request, ChatChoice choice, JsonObject delta, JsonObject? logprobs)
    {
        JsonObject chunk = CompletionJson.Head(answer, "chat.completion.chunk");
        chunk["choices"] = new JsonArray(new JsonObject
        {
            ["index"] = choice.Index,
            ["delta"] = delta,
            ["logprobs"] = logprobs,
            ["finish_reason"] = null,
        });
        if (request.IncludeUsage)
            chunk["usage"] = null;
        return chunk;
    }

    private static JsonObject Opening(ChatChoice choice) => new()
    {
        ["role"] = "assistant",
        ["content"] = choice.Calls.Count > 0 ? null : "",
        ["refusal"] = null,
    };

    /// <summary>The choices take turns, one piece each, as servers send them that generate all choices at once.</summary>
    private static IEnumerable<(ChatChoice Choice, JsonObject Delta, string? Piece)> InTurn(ChatAnswer answer)
    {
        var left = answer.Choices.Select(c => (Choice: c, Deltas: new Queue<(JsonObject Delta, string? Piece)>(Deltas(c)))).ToList();
        while (left.RemoveAll(l => l.Deltas.Count == 0) >= 0 && left.Count > 0)
        {
            foreach ((ChatChoice choice, Queue<(JsonObject Delta, string? Piece)> deltas) in left)
            {
                (JsonObject delta, string? piece) = deltas.Dequeue();
                yield return (choice, delta, piece);
            }
        }
    }

    private static IEnumerable<(JsonObject Delta, string? Piece)> Deltas(ChatChoice choice)
    {
        foreach (string piece in choice.Reasoning)
            yield return (new JsonObject { ["content"] = null, ["reasoning_content"] = piece }, null);
        foreach (string piece in choice.Content)
            yield return (new JsonObject { ["content"] = piece }, piece);
        for (int i = 0; i < choice.Calls.Count; i++)
        {
            ToolInvocation call = choice.Calls[i];
            yield return (CallDelta(new JsonObject
            {
                ["index"] = i,
                ["id"] = call.Id,
                ["type"] = call.Type,
                [call.Type] = new JsonObject { ["name"] = call.Name, [call.PayloadName] = "" },
            }), null);
            foreach (string piece in call.Payload)
            {
                var payload = new JsonObject { [call.PayloadName] = piece };
                yield return (CallDelta(new JsonObject { ["index"] = i, [call.Type] = payload }), null);
            }
        }
    }

    private static JsonObject CallDelta(JsonObject call) => new() { ["tool_calls"] = new JsonArray(call) };
}
