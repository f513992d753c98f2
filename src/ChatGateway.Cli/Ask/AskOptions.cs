namespace ChatGateway.Cli;

/// <summary>What a user asked <c>chatgw ask</c> to do.</summary>
/// <param name="Words">The prompt's words.</param>
/// <param name="Model">The model, or null for the default.</param>
/// <param name="Connection">Which gateway is asked.</param>
/// <param name="System">The system message, or null for none.</param>
/// <param name="Timeout">How long the first token may take, or null for the client's default.</param>
/// <param name="Json">Whether chunks are printed instead of text.</param>
/// <param name="Quiet">Whether the usage is left out.</param>
/// <param name="Logprobs">Whether the probabilities of the tokens are asked for, and shown as colours on a terminal.</param>
internal sealed record AskOptions(
    IReadOnlyList<string> Words, string? Model, ConnectionChoice Connection, string? System, TimeSpan? Timeout, bool Json, bool Quiet, bool Logprobs);
