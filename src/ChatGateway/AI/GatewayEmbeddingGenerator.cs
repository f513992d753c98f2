using Microsoft.Extensions.AI;

namespace ChatGateway;

/// <summary>A client's embeddings as Microsoft.Extensions.AI calls them.</summary>
internal sealed class GatewayEmbeddingGenerator(ChatGatewayClient client, ModelId model, int? dimensions) : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly EmbeddingGeneratorMetadata _metadata = new(AdapterServices.ProviderName, client.FirstEndpoint, model.Value, dimensions);

    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        EmbeddingRequest request = ToRequest(EmbeddingInput.FromStrings(values), options);
        return ToEmbeddingsAsync(client.GenerateEmbeddingsAsync(request, cancellationToken), request.Model);
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        AdapterServices.Find(serviceType, serviceKey, _metadata, this, client);

    /// <summary>The client is its owner's.</summary>
    public void Dispose()
    {
    }

    private EmbeddingRequest ToRequest(EmbeddingInput input, EmbeddingGenerationOptions? options)
    {
        var raw = options?.RawRepresentationFactory?.Invoke(this) as EmbeddingRequest;
        ModelId called = ChatRequests.ModelOf(raw?.Model, options?.ModelId, model);
        EmbeddingRequest request = raw is null ? new EmbeddingRequest { Model = called, Input = input } : raw with { Model = called, Input = input };
        return request with
        {
            Dimensions = request.Dimensions ?? options?.Dimensions ?? dimensions,
            User = request.User ?? ExtraProperties.User(options?.AdditionalProperties),
        };
    }

    private async Task<GeneratedEmbeddings<Embedding<float>>> ToEmbeddingsAsync(Task<EmbeddingResponse> call, ModelId called)
    {
        EmbeddingResponse answer = await call.ConfigureAwait(false);
        DateTimeOffset now = client.Clock.GetUtcNow();
        string modelId = string.IsNullOrEmpty(answer.Model) ? called.Value : answer.Model;
        var embeddings = new GeneratedEmbeddings<Embedding<float>>(answer.Data.Count)
        {
            Usage = answer.Usage is { } usage ? UsageCounts.From(usage) : null,
        };
        foreach (EmbeddingItem item in answer.Data)
            embeddings.Add(new Embedding<float>(item.Vector) { CreatedAt = now, ModelId = modelId });
        return embeddings;
    }
}
