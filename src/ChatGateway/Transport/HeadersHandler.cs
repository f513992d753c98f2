namespace ChatGateway;

/// <summary>Sets the key and the other headers of a request.</summary>
internal sealed class HeadersHandler(TransportSettings settings, IGatewayHandler next) : IGatewayHandler
{
    // servers do not negotiate: both forms are acceptable for streams, as an answer may come whole
    private const string Json = "application/json";
    private const string EventStreamOrJson = "text/event-stream, application/json";
    private const string UserAgent = "User-Agent";
    private const string UserAgentValue = $"ChatGateway/{ProductVersion.Value}";

    private Credentials? _credentials;

    public ValueTask<HttpResponseMessage> SendAsync(GatewayRequest request, CancellationToken cancellationToken)
    {
        if (settings.ApiKeyProvider is { } provider) return AskAsync(request, provider, cancellationToken);
        SetHeaders(request, settings.ApiKey);
        return next.SendAsync(request, cancellationToken);
    }

    private async ValueTask<HttpResponseMessage> AskAsync(
        GatewayRequest request, Func<CancellationToken, ValueTask<string?>> provider, CancellationToken cancellationToken)
    {
        GatewayCall call = request.Call;
        string? key;
        using (var timer = new AttemptTimer(call.Remaining, settings.TimeProvider, cancellationToken))
        {
            try
            {
                key = await KeySource.AskAsync(provider, call, timer, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (timer.IsOver && e is not ChatGatewayException)
            {
                call.IsOver = true;
                throw;
            }
        }
        SetHeaders(request, key);
        return await next.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private void SetHeaders(GatewayRequest request, string? key)
    {
        GatewayCall call = request.Call;
        call.ApiKey = key;
        // what is checked already, the key by its rules, need not be parsed again
        if (key is not null) request.Headers.TryAddWithoutValidation("Authorization", CredentialsOf(key));
        request.Headers.TryAddWithoutValidation("Accept", call.IsStream ? EventStreamOrJson : Json);
        if (settings.Headers.Count + call.Headers.Count > 0) AddHeaders(request, call);
        else request.Headers.TryAddWithoutValidation(UserAgent, UserAgentValue);
    }

    private void AddHeaders(GatewayRequest request, GatewayCall call)
    {
        // the client's headers first, so that those of the call replace them
        foreach ((string name, string value) in settings.Headers) Set(request, name, value);
        foreach ((string name, string value) in call.Headers) Set(request, name, value);
        call.HeaderKeys = [.. settings.Headers.Concat(call.Headers).Where(header => HeaderRules.MayHoldKey(header.Key)).Select(header => header.Value)];
        if (!request.Headers.NonValidated.Contains(UserAgent)) request.Headers.TryAddWithoutValidation(UserAgent, UserAgentValue);
    }

    private static void Set(GatewayRequest request, string name, string value)
    {
        request.Headers.Remove(name);
        request.Headers.Add(name, value);
    }

    // the key hardly ever changes: one object, replaced at once, so that no thread sees half of it
    private string CredentialsOf(string key)
    {
        if (_credentials is { } last && last.Key == key) return last.Header;
        var made = new Credentials(key, $"Bearer {key}");
        _credentials = made;
        return made.Header;
    }

    private sealed class Credentials(string key, string header)
    {
        public string Key => key;

        public string Header => header;
    }
}
