namespace ChatGateway.Cli;

/// <summary>
/// The variables that the tool reads. There is no option for the key, since other users of the machine can list the arguments of a
/// process, and no other variable stands in for it: an OpenAI key must not go to another gateway unasked.
/// </summary>
internal sealed class CliEnvironment(Func<string, string?> read)
{
    public const string ApiKeyName = "CHATGATEWAY_API_KEY";
    public const string EndpointName = "CHATGATEWAY_ENDPOINT";
    public const string ModelName = "CHATGATEWAY_MODEL";

    public string? ApiKey => Read(ApiKeyName);

    public string? Endpoint => Read(EndpointName);

    public string? Model => Read(ModelName);

    /// <summary>Whether stdout is a terminal that may be coloured (https://no-color.org).</summary>
    public bool HasColours => !Console.IsOutputRedirected && Read("NO_COLOR") is null;

    /// <summary>Where the tool remembers what was used of daily quotas.</summary>
    /// <value>Null where the user has no folder for such data.</value>
    public static string? QuotaFile =>
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify) is { Length: > 0 } folder
            ? Path.Combine(folder, CommandLine.ToolName, "quota.json")
            : null;

    // an empty variable is how a shell script takes one away for one command
    private string? Read(string name) => read(name) is { Length: > 0 } value ? value : null;
}
