using System.ClientModel;
using ChatGateway.Benchmarks.Answers;
using OpenAI;
using OpenAI.Embeddings;
using Sdk = OpenAI.Chat;

namespace ChatGateway.Benchmarks.Peers;

/// <summary>The official SDK as it comes: only endpoint and key are set.</summary>
internal sealed class OpenAIPeer(Uri endpoint) : IPeer
{
    private readonly Sdk.ChatClient _chat = new(Prompt.ChatModel, new ApiKeyCredential(Prompt.Key), new OpenAIClientOptions { Endpoint = endpoint });
    private readonly Uri _endpoint = endpoint;
    private EmbeddingClient? _embeddings;

    public async Task ReadStreamAsync(StreamAnswer expected, Action<int>? onDelta = null)
    {
        var check = new StreamCheck(expected, onDelta);
        Sdk.ChatCompletionOptions? options = expected.IsRich
            ? new() { IncludeLogProbabilities = true, TopLogProbabilityCount = Prompt.StreamTopLogprobs }
            : null;
        await foreach (Sdk.StreamingChatCompletionUpdate update in _chat.CompleteChatStreamingAsync(Messages(), options))
        {
            foreach (Sdk.ChatMessageContentPart part in update.ContentUpdate)
            {
                if (part.Text.Length > 0) check.Delta(part.Text);
            }
            if (expected.IsRich)
            {
                foreach (Sdk.ChatTokenLogProbabilityDetails token in update.ContentTokenLogProbabilities)
                    check.Token(token.LogProbability, token.TopLogProbabilities.Count);
            }
            if (update.Usage is { } usage) check.Usage(usage.TotalTokenCount);
        }
        check.End();
    }

    public async Task CompleteAsync(ChatAnswer expected)
    {
        Sdk.ChatCompletionOptions? options = expected.Logprobs > 0
            ? new() { IncludeLogProbabilities = true, TopLogProbabilityCount = Prompt.TopLogprobs }
            : null;
        Sdk.ChatCompletion completion = await _chat.CompleteChatAsync(Messages(), options);
        AnswerCheck.Equal(expected.Text, completion.Content[0].Text, "text");
        AnswerCheck.Equal(expected.TotalTokens, completion.Usage.TotalTokenCount, "total tokens");
        if (expected.Logprobs == 0) return;
        int count = 0, topCount = 0;
        double sum = 0;
        foreach (Sdk.ChatTokenLogProbabilityDetails token in completion.ContentTokenLogProbabilities)
        {
            count++;
            topCount += token.TopLogProbabilities.Count;
            sum += token.LogProbability;
        }
        AnswerCheck.Equal(expected.Logprobs, count, "log probabilities");
        AnswerCheck.Equal(expected.TopLogprobs, topCount, "top log probabilities");
        AnswerCheck.Close(expected.LogprobSum, sum, "sum of log probabilities");
    }

    public async Task EmbedAsync(EmbeddingsAnswer expected)
    {
        _embeddings ??= new(Prompt.EmbeddingModel, new ApiKeyCredential(Prompt.Key), new OpenAIClientOptions { Endpoint = _endpoint });
        OpenAIEmbeddingCollection embeddings = await _embeddings.GenerateEmbeddingsAsync(EmbeddingsAnswer.Inputs);
        AnswerCheck.Equal(EmbeddingsAnswer.Count, embeddings.Count, "vectors");
        AnswerCheck.Equal(EmbeddingsAnswer.TotalTokens, embeddings.Usage.TotalTokenCount, "total tokens");
        double sum = 0;
        foreach (OpenAIEmbedding embedding in embeddings)
        {
            ReadOnlyMemory<float> vector = embedding.ToFloats();
            AnswerCheck.Equal(EmbeddingsAnswer.Dimensions, vector.Length, "dimensions");
            sum += VectorSum.Of(vector.Span);
        }
        AnswerCheck.Close(expected.Sum, sum, "sum of the vectors");
    }

    public void Dispose()
    {
        // the SDK's clients share a transport that is never disposed of
    }

    private static Sdk.ChatMessage[] Messages() => [new Sdk.SystemChatMessage(Prompt.System), new Sdk.UserChatMessage(Prompt.User)];
}
