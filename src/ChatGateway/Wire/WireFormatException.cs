namespace ChatGateway;

/// <summary>
/// What came is not the JSON that the type promises. The message tells the place and the kind of fault,
/// never the text: it may be somebody's prompt. Callers get a <c>GatewayProtocolException</c> made from it.
/// </summary>
internal sealed class WireFormatException(string message) : Exception(message);
