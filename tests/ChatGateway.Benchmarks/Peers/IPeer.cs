using ChatGateway.Benchmarks.Answers;

namespace ChatGateway.Benchmarks.Peers;

/// <summary>A client under measurement. Each method makes one call and checks all of its answer.</summary>
internal interface IPeer : IDisposable
{
    Task ReadStreamAsync(StreamAnswer expected, Action<int>? onDelta = null);

    Task CompleteAsync(ChatAnswer expected);

    Task EmbedAsync(EmbeddingsAnswer expected);
}
