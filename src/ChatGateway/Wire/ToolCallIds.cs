using System.Globalization;

namespace ChatGateway;

/// <summary>Makes up the ids that gateways leave out: the result of a call must name one.</summary>
internal static class ToolCallIds
{
    /// <summary>
    /// Gives each call an id. It is made of the call's position, so that the message and the result that a caller
    /// derives from it at different times agree.
    /// </summary>
    public static IReadOnlyList<ToolCall> Complete(IReadOnlyList<ToolCall> calls)
    {
        if (calls.All(call => !string.IsNullOrEmpty(call.Id))) return calls;
        var used = calls.Select(call => call.Id).ToHashSet(StringComparer.Ordinal);
        var complete = new ToolCall[calls.Count];
        for (int i = 0; i < complete.Length; i++)
            complete[i] = string.IsNullOrEmpty(calls[i].Id) ? calls[i] with { Id = Unused(used, i) } : calls[i];
        return complete;
    }

    private static string Unused(HashSet<string?> used, int position)
    {
        string id = string.Create(CultureInfo.InvariantCulture, $"call_{position}");
        while (!used.Add(id)) id += "_";
        return id;
    }
}
