namespace ChatGateway.Tests.Fuzzing;

/// <summary>What the client is asked for, and so what it reads the bytes as.</summary>
internal enum FuzzTarget
{
    Stream,
    Chat,
    Embeddings,
    Models,

    /// <summary>A body under a status of failure, in answer to a chat request.</summary>
    Error,
}
