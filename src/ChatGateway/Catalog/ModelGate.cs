namespace ChatGateway;

/// <summary>Refuses models before anything is sent.</summary>
internal static class ModelGate
{
    /// <exception cref="ArgumentException">The model is empty.</exception>
    /// <exception cref="ModelNotAllowedException">The allowlist does not hold the model.</exception>
    public static void Check(ModelId model, ModelAllowlist allowlist, string method, string route)
    {
        if (model.Value.Length == 0) throw new ArgumentException("The model is empty.", nameof(model));
        if (allowlist.Allows(model)) return;
        ModelId? suggestion = ModelSuggestion.Find(model, allowlist);
        bool isKnown = ModelCatalog.TryGet(model, out _);
        var diagnosis = new Diagnosis(
            isKnown ? DiagnosisCause.ModelNotAllowed : DiagnosisCause.ModelMisspelt,
            isKnown
                ? $"The allowlist of this client ({allowlist}) does not hold it; a free key would be answered with a 403."
                : $"Neither the catalogue nor the allowlist of this client ({allowlist}) knows it.",
            suggestion is { } better
                ? $"Use '{better}', or set ChatGatewayOptions.AllowedModels or KeyTier if the key may use it."
                : "Set ChatGatewayOptions.AllowedModels or KeyTier if the key may use it.");
        throw new ModelNotAllowedException(new CallDescription(method, route, null, model, 0), diagnosis, suggestion);
    }
}
