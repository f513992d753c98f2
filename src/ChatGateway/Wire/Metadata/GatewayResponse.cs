namespace ChatGateway;

/// <summary>Where an answer came from.</summary>
/// <param name="Endpoint">The endpoint that answered.</param>
/// <param name="RequestId">The server's id of the request; null when it sent none.</param>
/// <param name="Attempts">How many times the request was sent.</param>
/// <param name="RateLimits">What the server says of its limits; null when it says nothing.</param>
public sealed record GatewayResponse(Uri Endpoint, string? RequestId, int Attempts, RateLimits? RateLimits = null);
