using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ChatGateway;

/// <summary>Results of functions as messages.</summary>
internal static class ToolResults
{
    /// <exception cref="ArgumentException">The result names no call.</exception>
    /// <exception cref="NotSupportedException">The result's type is not known to the serialiser, or no content part stands for it.</exception>
    public static ChatRequestMessage From(FunctionResultContent content)
    {
        if (string.IsNullOrEmpty(content.CallId)) throw new ArgumentException($"A {nameof(FunctionResultContent)} names no call.", RequestMessages.Messages);
        return ChatRequestMessage.Tool(content.CallId, ResultOf(content));
    }

    private static MessageContent ResultOf(FunctionResultContent content) => content.Result switch
    {
        // function invocation puts its own words into the result, which do or do not tell the exception's
        null => content.Exception is { } failure ? $"Error: {failure.Message}" : "",
        string text => text,
        // what a function that returns text gives: as text and not in quotes
        JsonElement { ValueKind: JsonValueKind.String } text => text.GetString()!,
        AIContent part => ContentParts.From([part]),
        IEnumerable<AIContent> parts => ContentParts.From([.. parts]),
        { } value => AIJson.Serialize(value),
    };
}
