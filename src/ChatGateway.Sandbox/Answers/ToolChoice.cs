using System.Text.Json;

namespace ChatGateway.Sandbox;

/// <summary>The tool choice of a request in one form.</summary>
/// <param name="Mode">none, auto or required; another word as sent.</param>
/// <param name="Names">The tools that may be called; null means all.</param>
internal sealed record ToolChoice(string Mode, IReadOnlyList<string?>? Names)
{
    private static readonly ToolChoice Auto = new("auto", null);

    public static ToolChoice Read(JsonElement request)
    {
        if (request.Member("tool_choice") is not { } choice)
            return Auto;
        if (choice.ValueKind == JsonValueKind.String)
            return new ToolChoice(choice.GetString()!, null);
        if (choice.Text("type") != "allowed_tools")
            return new ToolChoice("required", [NameOf(choice)]);
        return choice.Member("allowed_tools") is { } allowed
            ? new ToolChoice(allowed.Text("mode")!, [.. allowed.Items("tools").Select(NameOf)])
            : new ToolChoice("auto", []);
    }

    /// <summary>The tools of the request that may be called.</summary>
    public IEnumerable<JsonElement> Candidates(JsonElement request)
        => request.Items("tools").Where(t => Names is null || Names.Contains(NameOf(t)));

    public static string? NameOf(JsonElement tool) => tool.Text("type") is { } type ? tool.Member(type)?.Text("name") : null;
}
