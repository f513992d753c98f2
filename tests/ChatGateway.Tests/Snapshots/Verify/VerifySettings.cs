namespace VerifyTests;

/// <summary>What distinguishes the snapshots of one test method.</summary>
public sealed class VerifySettings
{
    internal IReadOnlyList<object?>? Parameters { get; private set; }

    internal string? ParametersText { get; private set; }

    /// <summary>Adds <c>_name=value</c> to the file name, for the method's parameters from the first on.</summary>
    public VerifySettings UseParameters(params object?[] parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (ParametersText is not null)
            throw new VerifyException($"{nameof(UseParameters)} and {nameof(UseTextForParameters)} exclude each other.");
        Parameters = parameters;
        return this;
    }

    /// <summary>Adds <c>_text</c> to the file name.</summary>
    public VerifySettings UseTextForParameters(string parametersText)
    {
        ArgumentException.ThrowIfNullOrEmpty(parametersText);
        if (Parameters is not null)
            throw new VerifyException($"{nameof(UseParameters)} and {nameof(UseTextForParameters)} exclude each other.");
        ParametersText = parametersText;
        return this;
    }
}
