using Microsoft.Extensions.Logging;

namespace ChatGateway;

/// <summary>Refuses the models that a client does not allow, and those of the other kind, before anything is sent.</summary>
internal sealed class ModelGate(ModelAllowlist allowlist, Uri endpoint, ILogger logger)
{
    /// <param name="model">The model.</param>
    /// <param name="route">The route that would be called.</param>
    /// <param name="isEmbedding">Whether vectors are wanted, and no chat.</param>
    /// <param name="skipKind">Whether the catalogue's word about the kind does not count.</param>
    /// <exception cref="ArgumentException">The model is empty.</exception>
    /// <exception cref="ModelNotAllowedException">The allowlist does not hold the model, or it is of the other kind.</exception>
    public void Check(ModelId model, string route, bool isEmbedding, bool skipKind)
    {
        if (model.Value.Length == 0) throw new ArgumentException("The model is empty.", nameof(model));
        bool isOtherKind = !skipKind && IsOtherKind(model, isEmbedding);
        if (allowlist.Allows(model) && !isOtherKind) return;
        GatewayMeter.Rejected(route);
        if (isOtherKind) GatewayLog.RejectedKind(logger, route, model.Value);
        else GatewayLog.Rejected(logger, route, model.Value);
        var call = new CallDescription("POST", route, endpoint, model, Attempts: 0);
        ModelId? suggestion = ModelSuggestion.Find(model, allowlist, isEmbedding);
        Diagnosis diagnosis = Diagnoser.Diagnose(
            new DiagnosisFacts(FailureKind.Refusal, call) { Allowlist = allowlist.ToString(), Nearest = suggestion, IsOtherKind = isOtherKind });
        throw new ModelNotAllowedException(call, diagnosis, suggestion, isOtherKind);
    }

    // of models that the catalogue does not hold nobody knows
    private static bool IsOtherKind(ModelId model, bool isEmbedding) =>
        isEmbedding ? ModelAllowlist.PaidTier.Allows(model) && !ModelCatalog.IsEmbedding(model.Value) : ModelCatalog.IsEmbedding(model.Value);
}
