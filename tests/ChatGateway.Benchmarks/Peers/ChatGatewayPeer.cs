using ChatGateway.Benchmarks.Answers;

namespace ChatGateway.Benchmarks.Peers;

/// <summary>This library as it comes: the whole pipeline, the limits, the allowlist and the counted quota of a free key.</summary>
internal sealed class ChatGatewayPeer(Uri endpoint) : IPeer
{
    private readonly ChatGatewayClient _client = new(new ChatGatewayOptions
    {
        ApiKey = Prompt.Key,
        Endpoints = [endpoint],
        KeyTier = KeyTier.Free,
        // counted as ever, and never used up
        Quota =
        {
            ChatRequestsPerDay = int.MaxValue,
            RequestsPerDay = new Dictionary<string, int> { ["free-200"] = int.MaxValue, ["free-embedding-200"] = int.MaxValue },
        },
    });

    public async Task ReadStreamAsync(StreamAnswer expected, Action<int>? onDelta = null)
    {
        var check = new StreamCheck(expected, onDelta);
        ChatCompletionRequest request = Request() with { StreamOptions = new StreamOptions { IncludeUsage = true } };
        if (expected.IsRich) request = request with { Logprobs = true, TopLogprobs = Prompt.StreamTopLogprobs };
        await foreach (ChatCompletionChunk chunk in _client.CompleteChatStreamingAsync(request))
        {
            if (chunk.Text is { Length: > 0 } text) check.Delta(text);
            if (expected.IsRich && chunk.Choices is [{ Logprobs.Content: { } tokens }, ..])
            {
                foreach (TokenLogprob token in tokens) check.Token(token.Logprob!.Value, token.TopLogprobs!.Count);
            }
            if (chunk.Usage is { } usage) check.Usage((int)usage.TotalTokens!);
        }
        check.End();
    }

    public async Task CompleteAsync(ChatAnswer expected)
    {
        ChatCompletionRequest request = Request();
        if (expected.Logprobs > 0) request = request with { Logprobs = true, TopLogprobs = Prompt.TopLogprobs };
        ChatCompletion completion = await _client.CompleteChatAsync(request);
        AnswerCheck.Equal(expected.Text, completion.Text, "text");
        AnswerCheck.Equal(expected.TotalTokens, (long)completion.Usage!.TotalTokens!, "total tokens");
        if (expected.Logprobs == 0) return;
        int topCount = 0;
        double sum = 0;
        IReadOnlyList<TokenLogprob> tokens = completion.Choices[0].Logprobs!.Content!;
        foreach (TokenLogprob token in tokens)
        {
            topCount += token.TopLogprobs!.Count;
            sum += token.Logprob!.Value;
        }
        AnswerCheck.Equal(expected.Logprobs, tokens.Count, "log probabilities");
        AnswerCheck.Equal(expected.TopLogprobs, topCount, "top log probabilities");
        AnswerCheck.Close(expected.LogprobSum, sum, "sum of log probabilities");
    }

    public async Task EmbedAsync(EmbeddingsAnswer expected)
    {
        EmbeddingResponse answer = await _client.GenerateEmbeddingsAsync(
            new EmbeddingRequest { Model = Prompt.EmbeddingModel, Input = EmbeddingInput.FromStrings(EmbeddingsAnswer.Inputs) });
        AnswerCheck.Equal(EmbeddingsAnswer.Count, answer.Data.Count, "vectors");
        AnswerCheck.Equal(EmbeddingsAnswer.TotalTokens, (long)answer.Usage!.TotalTokens!, "total tokens");
        double sum = 0;
        foreach (EmbeddingItem item in answer.Data)
        {
            ReadOnlyMemory<float> vector = item.Vector;
            AnswerCheck.Equal(EmbeddingsAnswer.Dimensions, vector.Length, "dimensions");
            sum += VectorSum.Of(vector.Span);
        }
        AnswerCheck.Close(expected.Sum, sum, "sum of the vectors");
    }

    public void Dispose() => _client.Dispose();

    private static ChatCompletionRequest Request() => new()
    {
        Model = Prompt.ChatModel,
        Messages = [ChatRequestMessage.System(Prompt.System), ChatRequestMessage.User(Prompt.User)],
    };
}
