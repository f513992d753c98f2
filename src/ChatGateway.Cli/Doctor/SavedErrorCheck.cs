namespace ChatGateway.Cli;

/// <summary><c>chatgw doctor --explain</c>: says what a saved error means.</summary>
internal static class SavedErrorCheck
{
    /// <param name="file">The file; <c>-</c> for stdin.</param>
    /// <param name="status">The status; null for what the file tells.</param>
    /// <param name="endpoint">The endpoint; null for what the file tells.</param>
    /// <param name="model">The model; null for what the file tells.</param>
    /// <param name="console">Where stdin is.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="UsageException">The file cannot be read or is empty, or the endpoint is no address.</exception>
    public static async Task<Finding> ExplainAsync(string file, int? status, string? endpoint, string? model, CliConsole console, CancellationToken cancellationToken)
    {
        Uri? given = endpoint is null ? null : Connection.AddressOf(endpoint);
        string text = file == "-" ? await console.ReadInputAsync(cancellationToken) : await ReadAsync(file, cancellationToken);
        if (text.Trim().Length == 0) throw new UsageException("the saved error is empty");
        SavedError saved = SavedError.Read(text);
        saved = saved with
        {
            Status = status ?? saved.Status,
            // an address of the same host tells the route as well
            Address = given is null || (saved.Address is { } seen && given.IsBaseOf(seen)) ? saved.Address : given,
            Model = model is null ? saved.Model : new ModelId(model),
        };
        Diagnosis diagnosis = ErrorExplanation.Explain(saved.Status, saved.Body, saved.Address, saved.Model);
        string?[] known =
        [
            diagnosis.Cause.ToString(),
            saved.Status > 0 ? $"status {saved.Status}" : null,
            saved.Address?.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped),
            saved.Model is { } asked ? $"model {asked}" : null,
        ];
        return Finding.Note("explained", string.Join(", ", known.Where(part => part is not null))).Because(diagnosis);
    }

    private static async Task<string> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(file, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"the saved error cannot be read: {e.Message}");
        }
    }
}
