namespace ChatGateway;

/// <summary>What is wrong with an embedding request or its answer.</summary>
internal static class EmbeddingRules
{
    /// <exception cref="ArgumentException">The request is wrong.</exception>
    /// <exception cref="ModelNotAllowedException">The allowlist does not hold the model, or it chats.</exception>
    public static void Check(EmbeddingRequest request, ModelGate gate, bool skipChecks)
    {
        ArgumentNullException.ThrowIfNull(request);
        gate.Check(request.Model, "embeddings", isEmbedding: true, skipChecks);
        if (request.Input is null || request.Input.Count == 0)
            throw new ArgumentException($"{nameof(request.Input)} is empty.", nameof(EmbeddingRequest.Input));
        if (!skipChecks) request.CheckRanges();
    }

    /// <summary>Puts the vectors in the order of their inputs; every input must have one.</summary>
    public static EmbeddingResponse InOrder(GatewayCall call, EmbeddingResponse answer, int count)
    {
        if ((answer.Data.Count == 0 || ErrorBody.MayBeIn(answer.Undeclared)) && ErrorBody.FindInSuccess(call.Body.Span) is { } error)
            throw Failures.ErrorInSuccess(call, error, call.Body.Span);
        IReadOnlyList<EmbeddingItem> items = answer.Data;
        if (items.Count != count) throw Failures.Protocol(call, $"{count} vectors were asked for, {items.Count} came.", call.Body.Span);
        var ordered = new EmbeddingItem[count];
        for (int position = 0; position < count; position++)
        {
            EmbeddingItem item = items[position];
            int index = item.Index ?? position;
            if (item.Vector.Length == 0) throw Failures.Protocol(call, "A vector is missing.", call.Body.Span);
            // who compares them would compare nothing
            if (item.Vector.Length != items[0].Vector.Length) throw Failures.Protocol(call, "The vectors differ in length.", call.Body.Span);
            if (index < 0 || index >= count || ordered[index] is not null)
                throw Failures.Protocol(call, "The vectors' indices do not match the inputs.", call.Body.Span);
            ordered[index] = item;
        }
        return answer with { Data = ordered };
    }
}
