using System.Globalization;

namespace ChatGateway;

/// <summary>Makes of an answer's tool calls such as servers take back: gateways leave out what the API demands in a request.</summary>
internal static class SentToolCalls
{
    /// <summary>What a function that was called without arguments was called with.</summary>
    private const string NoArguments = "{}";

    /// <summary>
    /// Gives each call an id, a type and arguments, and no index, which is an answer's. An id is made of the call's position, so that
    /// the message and the result that a caller derives from it at different times agree.
    /// </summary>
    public static IReadOnlyList<ToolCall> Complete(IReadOnlyList<ToolCall> calls)
    {
        if (calls.All(IsComplete)) return calls;
        var used = calls.Select(call => call.Id).ToHashSet(StringComparer.Ordinal);
        return [.. calls.Select((call, position) => Complete(call, string.IsNullOrEmpty(call.Id) ? Unused(used, position) : call.Id))];
    }

    private static bool IsComplete(ToolCall call) =>
        !string.IsNullOrEmpty(call.Id) && call.Type is { Value.Length: > 0 } && call.Index is null && call.Function is not { Arguments: null or "" };

    private static ToolCall Complete(ToolCall call, string id) => call with
    {
        Id = id,
        Type = call.Type is { Value.Length: > 0 } type ? type : call.Custom is null ? ToolType.Function : ToolType.Custom,
        Index = null,
        Function = call.Function is { Arguments: null or "" } function ? function with { Arguments = NoArguments } : call.Function,
    };

    private static string Unused(HashSet<string?> used, int position)
    {
        string id = string.Create(CultureInfo.InvariantCulture, $"call_{position}");
        while (!used.Add(id)) id += "_";
        return id;
    }
}
