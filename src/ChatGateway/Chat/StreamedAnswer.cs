namespace ChatGateway;

/// <summary>The answer to a call whose body is an event stream although none was asked for.</summary>
internal static class StreamedAnswer
{
    /// <summary>Puts the chunks of the call's body together.</summary>
    public static async Task<ChatCompletion> ReadAsync(GatewayCall call, TransportSettings settings, CancellationToken cancellationToken)
    {
        using var response = new HttpResponseMessage { Content = new BufferedContent(call.Body) };
        ChatChunkReader reader;
        try
        {
            reader = await ChatChunkReader.BeginAsync(call, settings, response, settings.TimeProvider.GetTimestamp(), cancellationToken).ConfigureAwait(false);
        }
        catch (GatewayConnectionException)
        {
            // no connection failed: the body is here, and nothing is in it
            throw Failures.CutBody(call, "The body is an event stream without a whole event.", call.Body.Span);
        }
        await using (reader.ConfigureAwait(false))
        {
            var accumulator = new ChatCompletionAccumulator();
            try
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false) is { } chunk) accumulator.Add(chunk);
            }
            catch (Exception e) when (reader.Translate(e, cancellationToken) is { } failure)
            {
                throw failure;
            }
            return accumulator.ToChatCompletion();
        }
    }
}
