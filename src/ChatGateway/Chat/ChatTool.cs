namespace ChatGateway;

public partial record ChatTool
{
    /// <summary>Makes a function that the model may call.</summary>
    /// <param name="name">The name: a-z, A-Z, 0-9, _ and -, at most 64 characters.</param>
    /// <param name="description">What the function does and when to call it.</param>
    /// <param name="parameters">The JSON Schema of the arguments; null means none.</param>
    /// <param name="strict">Whether the arguments must follow the schema exactly; null leaves it to the server (false).</param>
    /// <returns>The tool.</returns>
    public static ChatTool Function(string name, string? description = null, JsonSchemaObject? parameters = null, bool? strict = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new ChatTool
        {
            Type = ToolType.Function,
            FunctionDefinition = new FunctionDefinition { Name = name, Description = description, Parameters = parameters, Strict = strict },
        };
    }

    /// <summary>Makes a tool that takes free text (OpenAI only).</summary>
    /// <param name="name">The name: a-z, A-Z, 0-9, _ and -, at most 64 characters.</param>
    /// <param name="description">What the tool does.</param>
    /// <param name="format">What the text must look like; null means anything.</param>
    /// <returns>The tool.</returns>
    public static ChatTool Custom(string name, string? description = null, CustomToolFormat? format = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new ChatTool
        {
            Type = ToolType.Custom,
            CustomDefinition = new CustomToolDefinition { Name = name, Description = description, Format = format },
        };
    }
}
