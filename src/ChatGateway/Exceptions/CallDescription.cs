namespace ChatGateway;

/// <summary>What a failed call was about: enough to name it, nothing secret.</summary>
internal sealed record CallDescription(string Method, string Route, Uri? Endpoint, ModelId? Model, int Attempts)
{
    /// <summary>Method and address, without query: it may hold a key.</summary>
    public string Target => Endpoint is null
        ? $"{Method} {Route}"
        : $"{Method} {Endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/')}/{Route}";

    public string Subject => Model is { } model ? $"{Target} for model {model}" : Target;
}
