namespace ChatGateway.Benchmarks.Rooms;

/// <summary>The documents that a gateway sends.</summary>
public enum DocumentKind
{
    Chunk,
    RichChunk,
    Chat,
    Logprobs,
    Embeddings,
}
