namespace ChatGateway.SpecDiff;

/// <summary>A version of the spec cannot be read; the message says which and why.</summary>
internal sealed class UnreadableSpecException(string message) : Exception(message);
