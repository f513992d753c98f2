namespace ChatGateway.Tests.Fuzzing;

/// <summary>What one execution showed.</summary>
/// <param name="Ending">How it ended, in a word or two.</param>
/// <param name="Features">What it reached: an input with a new one is worth mutating further.</param>
/// <param name="Violation">The broken promise; null when all were kept.</param>
internal sealed record Verdict(string Ending, IReadOnlyCollection<string> Features, ViolationException? Violation);
