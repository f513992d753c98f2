using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace ChatGateway;

/// <summary>A client as Microsoft.Extensions.AI calls it.</summary>
internal sealed class GatewayChatClient(ChatGatewayClient client, ModelId model) : IChatClient
{
    private readonly ChatClientMetadata _metadata = new(AdapterServices.ProviderName, client.FirstEndpoint, model.Value);

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        ChatCompletionRequest request = ChatRequests.From(this, messages, options, model) with { StreamOptions = null };
        return ToResponseAsync(client.CompleteChatAsync(request, cancellationToken), request.Audio?.Format);
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        ChatCompletionRequest request = ChatRequests.From(this, messages, options, model);
        request = request with
        {
            StreamOptions = (request.StreamOptions ?? new StreamOptions()) with { IncludeUsage = request.StreamOptions?.IncludeUsage ?? true },
        };
        // the call's token is with the chunks already
        return ToUpdatesAsync(client.CompleteChatStreamingAsync(request, cancellationToken), request.Audio?.Format, CancellationToken.None);
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        AdapterServices.Find(serviceType, serviceKey, _metadata, this, client);

    /// <summary>The client is its owner's.</summary>
    public void Dispose()
    {
    }

    private static async Task<ChatResponse> ToResponseAsync(Task<ChatCompletion> call, AudioOutputFormat? audio) =>
        ChatResponses.From(await call.ConfigureAwait(false), audio);

    private static async IAsyncEnumerable<ChatResponseUpdate> ToUpdatesAsync(
        IAsyncEnumerable<ChatCompletionChunk> chunks, AudioOutputFormat? audio, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var updates = new StreamedUpdates(audio);
        await foreach (ChatCompletionChunk chunk in chunks.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (updates.Add(chunk) is not { } update) continue;
            while (updates.TryTakeWaiting(out ChatResponseUpdate? waiting)) yield return waiting;
            yield return update;
        }
        updates.Close();
        while (updates.TryTakeWaiting(out ChatResponseUpdate? waiting)) yield return waiting;
    }
}
