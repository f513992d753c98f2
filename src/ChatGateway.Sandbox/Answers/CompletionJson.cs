using System.Text.Json.Nodes;

namespace ChatGateway.Sandbox;

/// <summary>Writes an answer whole.</summary>
internal static class CompletionJson
{
    public static JsonObject Of(ChatAnswer answer, ChatRequest request)
    {
        JsonObject body = Head(answer, "chat.completion");
        body["choices"] = new JsonArray([.. answer.Choices.Select(c => Choice(c, request))]);
        body["usage"] = UsageJson.Of(answer);
        return body;
    }

    /// <summary>The members that completions and chunks share.</summary>
    public static JsonObject Head(ChatAnswer answer, string type) => new()
    {
        ["id"] = answer.Id,
        ["object"] = type,
        ["created"] = answer.Created,
        ["model"] = answer.Model,
        ["service_tier"] = "default",
        ["system_fingerprint"] = "fp_sandbox",
    };

    private static JsonObject Choice(ChatChoice choice, ChatRequest request)
    {
        var message = new JsonObject
        {
            ["role"] = "assistant",
            ["content"] = choice.Calls.Count > 0 ? null : string.Concat(choice.Content),
            ["refusal"] = null,
        };
        if (choice.Reasoning.Count > 0)
            message["reasoning_content"] = string.Concat(choice.Reasoning);
        if (choice.Calls.Count > 0)
            message["tool_calls"] = new JsonArray([.. choice.Calls.Select(Call)]);
        return new JsonObject
        {
            ["index"] = choice.Index,
            ["message"] = message,
            ["logprobs"] = request.Logprobs ? Logprobs.Of(choice.Content, request.TopLogprobs) : null,
            ["finish_reason"] = choice.FinishReason,
        };
    }

    private static JsonObject Call(ToolInvocation call) => new()
    {
        ["id"] = call.Id,
        ["type"] = call.Type,
        [call.Type] = new JsonObject { ["name"] = call.Name, [call.PayloadName] = string.Concat(call.Payload) },
    };
}
