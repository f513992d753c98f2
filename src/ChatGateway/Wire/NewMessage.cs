namespace ChatGateway;

/// <summary>Makes the message of an operation.</summary>
/// <param name="method">The method.</param>
/// <param name="route">The path below the endpoint.</param>
/// <param name="content">The body; null when there is none.</param>
internal delegate HttpRequestMessage NewMessage(HttpMethod method, string route, HttpContent? content);
