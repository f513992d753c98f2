using System.ClientModel.Primitives;
using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using ChatGateway.Benchmarks.Answers;
using OpenAI.Chat;
using OpenAI.Embeddings;

namespace ChatGateway.Benchmarks.Rooms;

/// <summary>From the bytes of one document to its object, beside the official SDK.</summary>
[MemoryDiagnoser]
public class DocumentRoom
{
    private const int Index = 40;

    private static readonly ModelReaderWriterOptions Wire = new("W");

    private byte[] _json = [];
    private BinaryData _data = BinaryData.Empty;

    [Params(DocumentKind.Chunk, DocumentKind.RichChunk, DocumentKind.Chat, DocumentKind.Logprobs, DocumentKind.Embeddings)]
    public DocumentKind Kind { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _json = Kind switch
        {
            DocumentKind.Chunk => Encoding.UTF8.GetBytes(new StreamAnswer(100).TextChunk(Index)),
            DocumentKind.RichChunk => Encoding.UTF8.GetBytes(new StreamAnswer(100, isRich: true).TextChunk(Index)),
            DocumentKind.Chat => ChatAnswer.Short.Body,
            DocumentKind.Logprobs => ChatAnswer.WithLogprobs.Body,
            _ => new EmbeddingsAnswer().Body(isBase64: true),
        };
        _data = BinaryData.FromBytes(_json);
    }

    [Benchmark(Baseline = true)]
    public object? OpenAI() => Kind switch
    {
        DocumentKind.Chunk or DocumentKind.RichChunk => ModelReaderWriter.Read<StreamingChatCompletionUpdate>(_data, Wire),
        DocumentKind.Chat or DocumentKind.Logprobs => ModelReaderWriter.Read<global::OpenAI.Chat.ChatCompletion>(_data, Wire),
        _ => ModelReaderWriter.Read<OpenAIEmbeddingCollection>(_data, Wire),
    };

    [Benchmark]
    public object ChatGateway() => Kind switch
    {
        DocumentKind.Chunk or DocumentKind.RichChunk => Readers.Chunk(_json),
        DocumentKind.Chat or DocumentKind.Logprobs => Readers.Chat(_json),
        _ => Readers.Embeddings(_json),
    };

    /// <summary>The platform's tokenizer alone, which keeps nothing: what any reader over it takes at least.</summary>
    [Benchmark]
    public long Tokens()
    {
        var reader = new Utf8JsonReader(_json);
        long length = 0;
        while (reader.Read()) length += reader.ValueSpan.Length;
        return length;
    }
}
