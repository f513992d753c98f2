using System.Globalization;
using System.Text.Json;

namespace ChatGateway.Sandbox;

/// <summary>
/// Decides which tools are called: those that the last user message names, and one if the choice demands it. A conversation that
/// ends in tool results is answered in words, or a loop over tool calls would never end.
/// </summary>
internal static class ToolCaller
{
    public static IReadOnlyList<ToolInvocation> Calls(ChatRequest request, string seed)
    {
        ToolChoice choice = ToolChoice.Read(request.Json);
        JsonElement[] tools = [.. choice.Candidates(request.Json)];
        if (choice.Mode == "none" || tools.Length == 0 || request.ToolResults.Any())
            return [];

        JsonElement[] wanted = [.. tools.Where(t => IsNamed(t, request.LastUserText))];
        if (wanted.Length == 0 && choice.Mode == "required")
            wanted = tools[..1];
        bool onlyOne = request.Json.Member("parallel_tool_calls") is { ValueKind: JsonValueKind.False };
        return
        [
            .. wanted
                .Take(onlyOne ? 1 : wanted.Length)
                .Select((tool, i) => Call(tool, request, string.Create(CultureInfo.InvariantCulture, $"{seed}/{i}"))),
        ];
    }

    private static bool IsNamed(JsonElement tool, string text)
        => text.Contains(ToolChoice.NameOf(tool)!, StringComparison.OrdinalIgnoreCase);

    private static ToolInvocation Call(JsonElement tool, ChatRequest request, string seed)
    {
        string type = tool.Text("type")!;
        string payload = type == "function" ? Arguments(tool) : request.LastUserText;
        return new ToolInvocation(StableHash.Id("call_", seed), type, ToolChoice.NameOf(tool)!, Pieces.Of(payload));
    }

    private static string Arguments(JsonElement tool)
        => tool.Member("function")?.Member("parameters") is { } schema ? AnswerText.Compact(SchemaInstance.Of(schema)) : "{}";
}
