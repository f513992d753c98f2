namespace ChatGateway.Benchmarks.Answers;

/// <summary>A peer did not give what the server had sent: its numbers mean nothing.</summary>
internal sealed class WrongAnswerException(string message) : Exception(message);
