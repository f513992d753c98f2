namespace ChatGateway.Cli;

/// <summary>The reader of stdout has left, as <c>head</c> does when it has seen enough.</summary>
internal sealed class OutputClosedException(Exception inner) : IOException("The reader of the output has left.", inner);
