using System.Globalization;
using System.Text.Json.Nodes;

namespace ChatGateway.Sandbox;

/// <summary>What the sandbox says.</summary>
internal static class AnswerText
{
    private const int ExcerptLength = 200;

    public static string Of(ChatRequest request, int index)
    {
        string? format = request.Json.Member("response_format")?.Text("type");
        if (format == "json_schema")
            return Compact(SchemaInstance.Of(request.Json.Member("response_format")?.Member("json_schema")?.Member("schema")));

        string text = Plain(request);
        if (index > 0)
            text = string.Create(CultureInfo.InvariantCulture, $"Put differently ({index + 1}): {text}");
        return format == "json_object" ? Compact(new JsonObject { ["answer"] = text }) : text;
    }

    public static string Reasoning(ChatRequest request)
        => $"The user wrote “{Excerpt(request.LastUserText)}”. The sandbox cannot think, so a friendly answer will do.";

    public static string Compact(JsonNode? node) => node?.ToJsonString(WireJson.SerializerOptions) ?? "null";

    private static string Plain(ChatRequest request)
    {
        string[] results = [.. request.ToolResults.Select(r => $"“{Excerpt(r)}”")];
        if (results.Length > 0)
            return $"The tool answered {string.Join(" and ", results)}, and that settles it.";

        string heard = request.LastUserText.Length > 0 ? $"You wrote “{Excerpt(request.LastUserText)}”" : "You wrote nothing";
        return $"{heard}, and here is a friendly answer from the sandbox: nothing has left this machine.";
    }

    /// <summary>Cut by whole characters as the reader sees them, so that an emoji at the edge stays whole.</summary>
    private static string Excerpt(string text)
    {
        var info = new StringInfo(text);
        return info.LengthInTextElements <= ExcerptLength ? text : info.SubstringByTextElements(0, ExcerptLength) + "…";
    }
}
