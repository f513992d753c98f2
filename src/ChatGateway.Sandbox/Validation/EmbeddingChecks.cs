
namespace ChatGateway.Sandbox;

/// <summary>What a gateway demands of an embedding request beyond the form of its members.</summary>
internal static class EmbeddingChecks
{
    private const int MaxInputs = 2048;

    public static void Check(EmbeddingRequest request)
    {
        JsonPath path = JsonPath.Root.Property("input");
        if (request.Inputs.Count == 0)
            throw Refusals.Invalid(path, "must not be empty");
        if (request.Inputs.Count > MaxInputs)
            throw Refusals.Invalid(path, $"must hold at most {MaxInputs} items");
        for (int i = 0; i < request.Inputs.Count; i++)
        {
            if (request.Inputs[i].IsEmpty)
                throw Refusals.Invalid(request.IsBatch ? path.Item(i) : path, "must not be empty");
        }

        if (request.AskedDimensions is not { } asked)
            return;
        JsonPath dimensions = JsonPath.Root.Property("dimensions");
        if (request.Model == EmbeddingWidths.FixedWidthModel)
            throw Refusals.Invalid(dimensions, $"is not supported by {request.Model}");
        if (asked > EmbeddingWidths.Native(request.Model))
            throw Refusals.Invalid(dimensions, $"must be at most {EmbeddingWidths.Native(request.Model)} for {request.Model}");
    }
}
