namespace ChatGateway.Sandbox;

/// <summary>The first place where a body is not what the schema says.</summary>
internal sealed record SchemaViolation(JsonPath Path, string Rule);
