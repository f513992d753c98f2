namespace ChatGateway.Cli;

/// <summary>What shows without a connection: the endpoint's form and the key's.</summary>
internal static class FormChecks
{
    private const string KeyPrefix = "sk-";

    public static Finding Endpoint(Patient patient)
    {
        const string Check = "endpoint";
        if (patient.Address is not { } address)
            return Finding.Failed(Check, "no http or https address", "Nothing can be asked.", "Give the API's root, such as https://api.example.com/v1.", ExitCode.Usage);
        string path = address.AbsolutePath.TrimEnd('/');
        // without a password that it may hold
        string shown = address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
        if (path.EndsWith("/chat/completions", StringComparison.OrdinalIgnoreCase))
            return Finding.Note(Check, shown, "It ends in a route, which the tool takes off: an endpoint is the API's root.");
        return path.Length == 0 && address.Host.Contains("chatanywhere", StringComparison.OrdinalIgnoreCase)
            ? Finding.Note(Check, shown, "The version root /v1 is missing; the tool adds it.")
            : Finding.Ok(Check, shown);
    }

    /// <summary>Says how a key looks and never what it is.</summary>
    public static Finding Key(Patient patient)
    {
        const string Check = "key";
        if (patient.ApiKey is not { } key)
            return Finding.Note(Check, $"none ({CliEnvironment.ApiKeyName} is not set)", "Local servers need none; ChatAnywhere and most others do.");
        string trimmed = key.Trim();
        string seen = $"{trimmed.Length} characters{(trimmed.Length < key.Length ? ", blanks around them" : "")}";
        return trimmed.StartsWith(KeyPrefix, StringComparison.Ordinal)
            ? Finding.Ok(Check, $"{seen}, begins with {KeyPrefix}")
            : Finding.Note(Check, $"{seen}, does not begin with {KeyPrefix}", "Most gateways' keys do: it may be something else, such as a user name.");
    }
}
