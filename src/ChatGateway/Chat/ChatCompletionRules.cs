namespace ChatGateway;

/// <summary>What a completion must hold to be an answer.</summary>
internal static class ChatCompletionRules
{
    /// <summary>What makes a piece of a choice impossible, or null.</summary>
    public static string? FindImpossible(ChatCompletionChunkChoice choice)
    {
        if (choice.Index is < 0 or > ChoiceTracker.MaxIndex) return "A choice's index is impossible.";
        if (choice.Delta.ToolCalls is not { } calls) return null;
        foreach (ToolCallDelta call in calls)
        {
            if (call.Index is < 0 or > ChoiceTracker.MaxIndex) return "A tool call's index is impossible.";
        }
        return null;
    }

    /// <exception cref="GatewayResponseException">The answer is an error under a status of success.</exception>
    /// <exception cref="GatewayProtocolException">The answer is something else.</exception>
    public static void CheckAnswer(GatewayCall call, ChatCompletion completion)
    {
        bool failed = completion.Choices.Count == 0;
        foreach (ChatCompletionChoice choice in completion.Choices)
        {
            if (choice.Index is < 0 or > ChoiceTracker.MaxIndex) throw Failures.Protocol(call, "A choice's index is impossible.", call.Body.Span);
            failed |= choice.FinishReason == FinishReason.Error;
        }
        if (!failed && !ErrorBody.MayBeIn(call.Body.Span)) return;
        if (ErrorBody.FindInSuccess(call.Body.Span) is { } error) throw Failures.ErrorInSuccess(call, error, call.Body.Span);
        if (completion.Choices.Count == 0) throw Failures.Protocol(call, "The answer holds no choices.", call.Body.Span);
        if (failed) throw Failures.ErrorInSuccess(call, new ErrorBody("the choice ended with finish reason 'error'", null, null, null, IsHtml: false), call.Body.Span);
    }
}
