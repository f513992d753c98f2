using Microsoft.Extensions.Options;

namespace ChatGateway;

/// <summary>Checks what no single option shows: options that contradict each other, keys and endpoints.</summary>
internal sealed class ChatGatewayOptionsRules : IValidateOptions<ChatGatewayOptions>
{
    public ValidateOptionsResult Validate(string? name, ChatGatewayOptions options)
    {
        if (OptionContradictions.Find(options) is { } failures) return ValidateOptionsResult.Fail(failures);
        try
        {
            ClientSettings.From(options);
            return ValidateOptionsResult.Success;
        }
        catch (ArgumentException e)
        {
            return ValidateOptionsResult.Fail(e.Message);
        }
    }
}
