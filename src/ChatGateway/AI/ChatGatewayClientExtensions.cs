using Microsoft.Extensions.AI;

namespace ChatGateway;

/// <summary>A client as what Microsoft.Extensions.AI works with: function invocation, caching, telemetry and structured output are built on it.</summary>
public static class ChatGatewayClientExtensions
{
    /// <summary>
    /// Gives the client as an <see cref="IChatClient"/>. Calls pass through the client: its checks, retries, quotas and exceptions are
    /// the same. Arguments are checked at the call, for streams too, and a stream can be enumerated once.
    /// </summary>
    /// <param name="client">The client. Disposing of the adapter does not dispose of it.</param>
    /// <param name="model">The model of calls whose <see cref="ChatOptions.ModelId"/> is not set.</param>
    /// <returns>
    /// The adapter, thread-safe. Its <see cref="IChatClient.GetService"/> gives the <see cref="ChatGatewayClient"/> and a
    /// <see cref="ChatClientMetadata"/> with the client's first endpoint.
    /// </returns>
    /// <remarks>
    /// <para>
    /// <see cref="ChatOptions.RawRepresentationFactory"/> may return a <see cref="ChatCompletionRequest"/>, for what the abstraction has no
    /// names for. What it sets wins, the options fill what it leaves null: its <c>Model</c> may be <c>default</c>, its <c>Messages</c>
    /// empty. Two lists are joined, its own first: messages (behind the instructions), and tools, of which one with the same name
    /// wins over the options'. <c>Stream</c> is set by the method, and <c>StreamOptions</c> are sent with streams only.
    /// Anything else that it returns is ignored.
    /// </para>
    /// <para>
    /// <see cref="ChatOptions.MaxOutputTokens"/> is sent as <c>max_tokens</c>, which gateways honour, and to reasoning models of OpenAI that the
    /// catalogue knows as <c>max_completion_tokens</c>, the only one they take. <see cref="ChatOptions.TopK"/> is sent as <c>top_k</c>, a member
    /// of many gateways, but not of OpenAI. Of <see cref="ChatOptions.AdditionalProperties"/> two are read: <c>strict</c> (bool) for schemas of
    /// answers and functions, which a function's own <c>strict</c> overrides, and <c>user</c> (string). What chat completions have
    /// no member for is ignored: <see cref="ChatOptions.ConversationId"/>, <see cref="ChatOptions.AllowBackgroundResponses"/>,
    /// <see cref="ChatOptions.ContinuationToken"/>, <see cref="ReasoningOptions.Output"/>; tools other than functions, and contents that no
    /// content part stands for, are a <see cref="NotSupportedException"/>.
    /// </para>
    /// <para>
    /// The first choice is the response. Reasoning is sent back beside tool calls only, where DeepSeek and Gemini demand it.
    /// A refusal is an <see cref="ErrorContent"/> whose code is <c>Refusal</c>. A stream gives tool calls, refusal and usage at its end, each once.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentException"><paramref name="model"/> is empty.</exception>
    public static IChatClient AsIChatClient(this ChatGatewayClient client, ModelId model)
    {
        ArgumentNullException.ThrowIfNull(client);
        ThrowIfEmpty(model);
        return new GatewayChatClient(client, model);
    }

    /// <summary>
    /// Gives the client as an <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/>. The values of a call go into one request, and each has
    /// its vector in the answer, at its place; no values are an <see cref="ArgumentException"/>, as of the client itself.
    /// </summary>
    /// <param name="client">The client. Disposing of the adapter does not dispose of it.</param>
    /// <param name="model">The model of calls whose <see cref="EmbeddingGenerationOptions.ModelId"/> is not set.</param>
    /// <param name="defaultModelDimensions">
    /// The length of vectors of calls whose <see cref="EmbeddingGenerationOptions.Dimensions"/> are not set, at least 1; null leaves it to the model.
    /// </param>
    /// <returns>
    /// The adapter, thread-safe. Its <see cref="IEmbeddingGenerator.GetService"/> gives the <see cref="ChatGatewayClient"/> and an
    /// <see cref="EmbeddingGeneratorMetadata"/> with the client's first endpoint.
    /// </returns>
    /// <remarks>
    /// <see cref="EmbeddingGenerationOptions.RawRepresentationFactory"/> may return an <see cref="EmbeddingRequest"/>: what it sets wins, the
    /// options fill what it leaves null; its <c>Model</c> may be <c>default</c>, its <c>Input</c> is replaced by the call's values. Of
    /// <see cref="EmbeddingGenerationOptions.AdditionalProperties"/> <c>user</c> (string) is read. <see cref="Embedding.CreatedAt"/> is when the answer came.
    /// </remarks>
    /// <exception cref="ArgumentException"><paramref name="model"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="defaultModelDimensions"/> is less than 1.</exception>
    public static IEmbeddingGenerator<string, Embedding<float>> AsIEmbeddingGenerator(
        this ChatGatewayClient client, ModelId model, int? defaultModelDimensions = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        ThrowIfEmpty(model);
        if (defaultModelDimensions is { } dimensions) ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1, nameof(defaultModelDimensions));
        return new GatewayEmbeddingGenerator(client, model, defaultModelDimensions);
    }

    private static void ThrowIfEmpty(ModelId model)
    {
        if (string.IsNullOrWhiteSpace(model.Value)) throw new ArgumentException("The model is empty.", nameof(model));
    }
}
