namespace ChatGateway.Benchmarks.Rooms;

/// <summary>The library's inside as the rooms use it, and nowhere else: it may change.</summary>
internal static class Readers
{
    private const int MaxEventBytes = 4 * 1024 * 1024;

    public static ChatCompletionChunk Chunk(byte[] json) => WireDocument.Parse<ChatCompletionChunk>(json);

    public static ChatCompletion Chat(byte[] json) => WireDocument.Parse<ChatCompletion>(json);

    public static EmbeddingResponse Embeddings(byte[] json) => WireDocument.Parse<EmbeddingResponse>(json);

    /// <returns>The length of all data.</returns>
    public static async Task<long> EventsAsync(Stream stream)
    {
        using var reader = new SseReader(stream, MaxEventBytes);
        long length = 0;
        while (await reader.ReadAsync(CancellationToken.None)) length += reader.Data.Length;
        return length;
    }
}
