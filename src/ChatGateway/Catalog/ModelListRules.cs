namespace ChatGateway;

/// <summary>What a list of models must hold to be an answer.</summary>
internal static class ModelListRules
{
    public static IReadOnlyList<ModelInfo> Models(GatewayCall call, ModelList list)
    {
        // null data is a server without models; an error's envelope has no data either
        if ((list.Data.Count == 0 || ErrorBody.MayBeIn(call.Body.Span)) && ErrorBody.FindInSuccess(call.Body.Span) is { } error)
            throw Failures.ErrorInSuccess(call, error, call.Body.Span);
        if (list.Data.Count == 0 && list.Object != "list") throw Failures.Protocol(call, "The answer is no list of models.", call.Body.Span);
        return list.Data;
    }

    public static ModelInfo Model(GatewayCall call, ModelInfo model)
    {
        if (model.Id.Value.Length > 0) return model;
        throw ErrorBody.FindInSuccess(call.Body.Span) is { } error
            ? Failures.ErrorInSuccess(call, error, call.Body.Span)
            : Failures.Protocol(call, "The answer is no model.", call.Body.Span);
    }
}
