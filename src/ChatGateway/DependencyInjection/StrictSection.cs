using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ChatGateway;

/// <summary>
/// Binds options to a section that must be there and may hold nothing else. What is misspelt would leave a default in force: the
/// gateway, say, to which the API key is sent.
/// </summary>
[RequiresUnreferencedCode(BoundByReflection)]
internal static class StrictSection
{
    public const string BoundByReflection = "The section is bound by reflection over the options.";

    /// <summary>Binds as the platform does, with errors that name the section.</summary>
    public static void Bind(OptionsBuilder<ChatGatewayOptions> options, IConfiguration section)
    {
        string name = options.Name;
        options.Services.AddSingleton<IOptionsChangeTokenSource<ChatGatewayOptions>>(new ConfigurationChangeTokenSource<ChatGatewayOptions>(name, section));
        options.Configure(target => Read(target, section, name));
    }

    private static void Read(ChatGatewayOptions target, IConfiguration configuration, string name)
    {
        if (configuration is IConfigurationSection section && !section.Exists())
            throw Wrong(name, $"The configuration has no section '{section.Path}', or an empty one: it must hold the options of the gateway's client.");
        try
        {
            configuration.Bind(target, static binder => binder.ErrorOnUnknownConfiguration = true);
        }
        catch (InvalidOperationException e) when (UnknownMembers(e) is { } unknown)
        {
            string where = configuration is IConfigurationSection { Path: { } path } ? $"The section '{path}'" : "The configuration";
            throw Wrong(name, $"{where} holds what the options do not have: {unknown}.");
        }
    }

    // the binder has no exception of its own for this: its text names its option, the type, and the members at its end
    private static string? UnknownMembers(InvalidOperationException e)
    {
        if (!e.Message.Contains(nameof(BinderOptions.ErrorOnUnknownConfiguration), StringComparison.Ordinal)) return null;
        int colon = e.Message.LastIndexOf(": ", StringComparison.Ordinal);
        if (colon < 0) return null;
        string type = e.Message[..colon].Split(' ', '.')[^1];
        return $"{e.Message[(colon + 2)..]} ({type})";
    }

    private static OptionsValidationException Wrong(string name, string what) => new(name, typeof(ChatGatewayOptions), [what]);
}
