using Microsoft.Extensions.Logging;

namespace ChatGateway;

/// <summary>Does what the options say about parameters that a model refuses.</summary>
internal sealed class ModelParameterGate(RuleBehavior behavior, ILogger logger)
{
    /// <exception cref="ArgumentException">The model refuses a parameter, and the options say that this is an error.</exception>
    public void Check(ChatCompletionRequest request)
    {
        if (behavior == RuleBehavior.Ignore || ModelParameterRules.FindRefused(request) is not { } refused) return;
        if (behavior == RuleBehavior.Throw) throw new ArgumentException(refused.Reason, refused.Parameter);
        GatewayLog.ParameterRefused(logger, refused.Parameter, refused.Reason);
    }
}
