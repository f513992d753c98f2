namespace ChatGateway.Sandbox;

/// <summary>One input to embed.</summary>
/// <param name="Seed">What the vector depends on.</param>
/// <param name="Tokens">How many tokens it has, or is estimated to have.</param>
/// <param name="IsEmpty">Whether there is nothing to embed.</param>
internal sealed record EmbeddingText(string Seed, int Tokens, bool IsEmpty);
