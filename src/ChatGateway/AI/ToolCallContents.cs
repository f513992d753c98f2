using Microsoft.Extensions.AI;

namespace ChatGateway;

/// <summary>Tool calls of answers as contents, and back.</summary>
internal static class ToolCallContents
{
    private const string NoArguments = "{}";

    /// <summary>
    /// Where the additional properties of a content keep as text what it has no members for: a history that is kept as JSON has no raw
    /// representations.
    /// </summary>
    private const string VendorKey = "tool_call";

    /// <summary>
    /// A call. One without an id gets one that no other answer's has: results are found by their call's id in the whole
    /// conversation. Arguments that are not JSON are an exception in the content, which function invocation tells the model.
    /// </summary>
    public static AIContent From(ToolCall call)
    {
        string id = string.IsNullOrEmpty(call.Id) ? $"call_{Guid.NewGuid():N}" : call.Id;
        if (call.Function is not { } function) return FromOther(call with { Index = null, Id = id });
        FunctionCallContent content = FunctionCallContent.CreateFromParsedArguments(function.Arguments ?? "", id, function.Name ?? "", AIJson.ParseArguments);
        content.RawRepresentation = call;
        if (call.ExtraContent is not null) content.AdditionalProperties = new() { [VendorKey] = JsonText.Of(new ToolCall { ExtraContent = call.ExtraContent }) };
        return content;
    }

    /// <summary>The calls of an answer; an old one, without a list, is a list of one.</summary>
    public static void Add(ref List<AIContent>? contents, IReadOnlyList<ToolCall>? calls, FunctionCall? oldCall)
    {
        for (int i = 0; i < calls?.Count; i++) AnswerContents.Add(ref contents, From(calls[i]));
        if (calls is not { Count: > 0 } && oldCall is { Name.Length: > 0 }) AnswerContents.Add(ref contents, From(new ToolCall { Function = oldCall }));
    }

    /// <summary>A call as a message holds it, with the vendor data that came with it: Gemini demands its signatures back.</summary>
    public static ToolCall ToToolCall(FunctionCallContent content)
    {
        ToolCall call = Find(content) ?? new ToolCall();
        return call with
        {
            Index = null,
            Id = content.CallId,
            Type = ToolType.Function,
            Function = (call.Function ?? new FunctionCall()) with
            {
                Name = content.Name,
                Arguments = content.Arguments is null ? NoArguments : AIJson.SerializeArguments(content.Arguments),
            },
        };
    }

    /// <summary>The call that a content was made of, or what is kept of it; null where it is no gateway's.</summary>
    public static ToolCall? Find(ToolCallContent content) => content.RawRepresentation as ToolCall ?? ExtraProperties.Parse<ToolCall>(content.AdditionalProperties, VendorKey);

    private static ToolCallContent FromOther(ToolCall call) => new(call.Id!)
    {
        RawRepresentation = call,
        AdditionalProperties = new() { [VendorKey] = JsonText.Of(call) },
    };
}
