using Microsoft.Extensions.Options;

namespace ChatGateway;

/// <summary>Checks what no single option shows: options that contradict each other, keys and endpoints.</summary>
internal sealed class ChatGatewayOptionsRules : IValidateOptions<ChatGatewayOptions>
{
    public ValidateOptionsResult Validate(string? name, ChatGatewayOptions options)
    {
        var failures = new List<string>();
        ResilienceOptions resilience = options.Resilience;
        NotAbove(nameof(resilience.AttemptTimeout), resilience.AttemptTimeout, nameof(resilience.TotalTimeout), resilience.TotalTimeout);
        NotAbove(nameof(resilience.RetryDelay), resilience.RetryDelay, nameof(resilience.MaxRetryDelay), resilience.MaxRetryDelay);
        NotAbove(nameof(resilience.IdleTimeout), resilience.IdleTimeout, nameof(resilience.EventTimeout), resilience.EventTimeout);
        foreach ((string group, int number) in options.Quota.RequestsPerDay ?? new Dictionary<string, int>())
        {
            if (number < 0) failures.Add($"{nameof(options.Quota)}.{nameof(options.Quota.RequestsPerDay)} of {group} ({number}) must not be negative.");
        }
        if (failures.Count == 0)
        {
            try
            {
                ClientSettings.From(options);
            }
            catch (ArgumentException e)
            {
                failures.Add(e.Message);
            }
        }
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void NotAbove(string smaller, TimeSpan value, string larger, TimeSpan bound)
        {
            if (value > bound) failures.Add($"{nameof(options.Resilience)}.{smaller} ({value}) must not exceed {nameof(options.Resilience)}.{larger} ({bound}).");
        }
    }
}
