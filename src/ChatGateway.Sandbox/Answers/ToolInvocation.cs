namespace ChatGateway.Sandbox;

/// <summary>A tool call.</summary>
/// <param name="Id">The id that the result must name.</param>
/// <param name="Type">function or custom.</param>
/// <param name="Name">The tool's name.</param>
/// <param name="Payload">The arguments of a function, or the input of a custom tool, in pieces.</param>
internal sealed record ToolInvocation(string Id, string Type, string Name, IReadOnlyList<string> Payload)
{
    /// <summary>What the payload is called on the wire.</summary>
    public string PayloadName => Type == "function" ? "arguments" : "input";
}
