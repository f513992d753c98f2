namespace ChatGateway;

/// <summary>What looks at a chat request before it is sent.</summary>
/// <param name="Models">The allowlist.</param>
/// <param name="Parameters">The rules of models for parameters.</param>
/// <param name="Prompt">The longest prompt; null where any length may be sent.</param>
internal sealed record ChatChecks(ModelGate Models, ModelParameterGate Parameters, PromptLimit? Prompt);
