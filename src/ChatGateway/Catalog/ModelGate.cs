using Microsoft.Extensions.Logging;

namespace ChatGateway;

/// <summary>Refuses the models that a client does not allow, before anything is sent.</summary>
internal sealed class ModelGate(ModelAllowlist allowlist, Uri endpoint, ILogger logger)
{
    /// <param name="model">The model.</param>
    /// <param name="method">The method that would be used.</param>
    /// <param name="route">The route that would be called.</param>
    /// <exception cref="ArgumentException">The model is empty.</exception>
    /// <exception cref="ModelNotAllowedException">The allowlist does not hold the model.</exception>
    public void Check(ModelId model, string method, string route)
    {
        if (model.Value.Length == 0) throw new ArgumentException("The model is empty.", nameof(model));
        if (allowlist.Allows(model)) return;
        GatewayMeter.Rejected(route);
        GatewayLog.Rejected(logger, route, model.Value);
        var call = new CallDescription(method, route, endpoint, model, Attempts: 0);
        ModelId? suggestion = ModelSuggestion.Find(model, allowlist);
        Diagnosis diagnosis = Diagnoser.Diagnose(
            new DiagnosisFacts(FailureKind.Refusal, call) { Allowlist = allowlist.ToString(), Nearest = suggestion });
        throw new ModelNotAllowedException(call, diagnosis, suggestion);
    }
}
