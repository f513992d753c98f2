namespace ChatGateway.Cli;

/// <summary>Writes an answer to stdout as its chunks come.</summary>
internal interface IChunkPrinter
{
    void Print(ChatCompletionChunk chunk);

    /// <summary>Is called once, whether or not the answer is complete.</summary>
    void End();
}
