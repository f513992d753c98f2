using Microsoft.Extensions.AI;

namespace ChatGateway;

/// <summary>The tools of a request.</summary>
internal static class RequestTools
{
    /// <summary>The request's own tools and those of the options; null where there are none.</summary>
    /// <exception cref="NotSupportedException">A tool is not a function.</exception>
    public static IReadOnlyList<ChatTool>? From(IReadOnlyList<ChatTool>? own, ChatOptions options)
    {
        if (options.Tools is not { Count: > 0 } given) return own is { Count: > 0 } ? own : null;
        var tools = new List<ChatTool>((own?.Count ?? 0) + given.Count);
        if (own is not null) tools.AddRange(own);
        bool? strict = ExtraProperties.Strict(options.AdditionalProperties);
        for (int i = 0; i < given.Count; i++)
        {
            if (given[i] is not AIFunctionDeclaration function)
            {
                throw given[i] is { } other
                    ? new NotSupportedException($"The tool '{other.Name}' ({other.GetType().Name}) is no function, and a chat request has no form for it; {nameof(ChatOptions.RawRepresentationFactory)} can set what this gateway offers instead.")
                    : new ArgumentException($"{nameof(options.Tools)}[{i}] is null.", nameof(options));
            }
            if (!Declares(own, function.Name)) tools.Add(From(function, ExtraProperties.Strict(function.AdditionalProperties) ?? strict));
        }
        return tools;
    }

    /// <summary>The choice of a mode; null leaves it to the server, which lets the model decide.</summary>
    public static ToolChoice? ChoiceOf(ChatToolMode? mode) => mode switch
    {
        NoneChatToolMode => ToolChoice.None,
        AutoChatToolMode => ToolChoice.Auto,
        RequiredChatToolMode { RequiredFunctionName: { } name } => ToolChoice.Function(name),
        RequiredChatToolMode => ToolChoice.Required,
        _ => null,
    };

    private static ChatTool From(AIFunctionDeclaration function, bool? strict) => ChatTool.Function(
        function.Name,
        string.IsNullOrEmpty(function.Description) ? null : function.Description,
        RequestSchemas.From(function, strict == true),
        strict);

    private static bool Declares(IReadOnlyList<ChatTool>? own, string name)
    {
        for (int i = 0; i < own?.Count; i++)
        {
            if ((own[i]?.FunctionDefinition?.Name ?? own[i]?.CustomDefinition?.Name) == name) return true;
        }
        return false;
    }
}
