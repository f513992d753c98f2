namespace ChatGateway;

public partial record ResponseFormat
{
    /// <summary>Plain text.</summary>
    public static ResponseFormat Text { get; } = new() { Type = ResponseFormatType.Text };

    /// <summary>A JSON object. The prompt must mention JSON.</summary>
    public static ResponseFormat JsonObject { get; } = new() { Type = ResponseFormatType.JsonObject };

    /// <summary>JSON that follows a schema.</summary>
    /// <param name="name">The name: a-z, A-Z, 0-9, _ and -, at most 64 characters.</param>
    /// <param name="schema">The schema.</param>
    /// <param name="description">What the answer is for.</param>
    /// <param name="strict">Whether the answer must follow the schema exactly; null leaves it to the server (false).</param>
    /// <returns>The format.</returns>
    public static ResponseFormat JsonSchema(string name, JsonSchemaObject schema, string? description = null, bool? strict = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(schema);
        return new ResponseFormat
        {
            Type = ResponseFormatType.JsonSchema,
            SchemaFormat = new JsonSchemaFormat { Name = name, Description = description, Schema = schema, Strict = strict },
        };
    }
}
