namespace ChatGateway;

/// <summary>What a key must look like to go into a header. No message echoes it.</summary>
internal static class ApiKeyRules
{
    /// <summary>Trims the ends, which copying adds; null stays null: no key is sent.</summary>
    /// <exception cref="ArgumentException">The key is empty, or holds blanks, control or non-ASCII characters.</exception>
    public static string? Normalize(string? key, string parameterName)
    {
        if (key is null) return null;
        string trimmed = key.Trim();
        if (trimmed.Length == 0) throw new ArgumentException("The API key is empty. Use null to send none.", parameterName);
        foreach (char c in trimmed)
        {
            if (c is <= ' ' or > '~')
                throw new ArgumentException("The API key holds a blank, a line break, a control or a non-ASCII character; it is not shown here.", parameterName);
        }
        return trimmed;
    }
}
