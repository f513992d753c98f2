namespace ChatGateway.Sandbox;

/// <summary>What the OpenAPI document says of free keys beside their models.</summary>
internal sealed record FreeTierEntry(TimeSpan ResetUtcOffset, int ChatRequestsPerDay);
