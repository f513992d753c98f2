namespace ChatGateway.Tests.Fuzzing;

/// <summary>
/// The public client over a handler that answers with the given bytes. Not thread-safe: one call at a time. Nothing is
/// retried, and no circuit opens, so that every call reads its own answer.
/// </summary>
internal sealed class FuzzClient : IDisposable
{
    public const string Key = "sk-fuzz-SECRET-0123456789";

    private static readonly ChatCompletionRequest Chat = new() { Model = ModelId.Gpt4oMini, Messages = [ChatRequestMessage.User("Hello")] };
    private static readonly EmbeddingRequest Embeddings = new() { Model = ModelId.TextEmbedding3Small, Input = ["red", "green"] };

    private readonly FuzzHandler _answers = new();
    private readonly HttpClient _http;
    private readonly ChatGatewayClient _client;

    public FuzzClient()
    {
        _http = new HttpClient(_answers) { Timeout = Timeout.InfiniteTimeSpan };
        _client = new ChatGatewayClient(_http, new ChatGatewayOptions
        {
            ApiKey = Key,
            Endpoints = [new Uri("https://gateway.test/v1")],
            Resilience = { MaxRetries = 0, BreakerMinimumCalls = 10_000, BreakerWindow = TimeSpan.FromSeconds(0.5) },
        });
    }

    /// <summary>Reads a stream chunk by chunk and puts the chunks together by hand.</summary>
    public async Task<Outcome> EnumerateAsync(FuzzInput input)
    {
        _answers.Answer = input;
        var accumulator = new ChatCompletionAccumulator();
        List<ChatCompletionChunk> chunks = [];
        try
        {
            await foreach (ChatCompletionChunk chunk in _client.CompleteChatStreamingAsync(Chat))
            {
                accumulator.Add(chunk);
                chunks.Add(chunk);
            }
            return new Outcome(chunks, accumulator.ToChatCompletion(), null);
        }
        catch (Exception e)
        {
            return new Outcome(chunks, accumulator.ToChatCompletion(), e);
        }
    }

    /// <summary>Makes the call, a stream's chunks put together by the library.</summary>
    public async Task<Outcome> CallAsync(FuzzInput input)
    {
        _answers.Answer = input;
        try
        {
            object answer = input.Target switch
            {
                FuzzTarget.Stream => await _client.CompleteChatStreamingAsync(Chat).ToChatCompletionAsync(),
                FuzzTarget.Embeddings => await _client.GenerateEmbeddingsAsync(Embeddings),
                FuzzTarget.Models => await _client.GetModelsAsync(),
                _ => await _client.CompleteChatAsync(Chat),
            };
            return new Outcome([], answer, null);
        }
        catch (Exception e)
        {
            return new Outcome([], (e as GatewayStreamException)?.Partial, e);
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _http.Dispose();
    }
}
