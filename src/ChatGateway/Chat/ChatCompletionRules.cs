namespace ChatGateway;

/// <summary>What a completion must hold to be an answer.</summary>
internal static class ChatCompletionRules
{
    private const string ImpossibleChoice = "A choice's index is impossible.";
    private const string ImpossibleToolCall = "A tool call's index is impossible.";

    /// <summary>What makes a piece of a choice impossible, or null.</summary>
    public static string? FindImpossible(ChatCompletionChunkChoice choice)
    {
        if (IsImpossible(choice.Index)) return ImpossibleChoice;
        return choice.Delta.ToolCalls is { } calls && calls.Any(call => IsImpossible(call.Index)) ? ImpossibleToolCall : null;
    }

    /// <exception cref="GatewayResponseException">The answer is an error under a status of success.</exception>
    /// <exception cref="GatewayProtocolException">The answer is something else.</exception>
    public static void CheckAnswer(GatewayCall call, ChatCompletion completion)
    {
        bool failed = completion.Choices.Count == 0;
        if (completion.Choices.Count > ChoiceTracker.MaxIndex + 1) throw Failures.Protocol(call, ImpossibleChoice, call.Body.Span);
        for (int i = 0; i < completion.Choices.Count; i++)
        {
            ChatCompletionChoice choice = completion.Choices[i];
            if (IsImpossible(choice.Index)) throw Failures.Protocol(call, ImpossibleChoice, call.Body.Span);
            if (choice.Message.ToolCalls is { } calls && calls.Any(tool => IsImpossible(tool.Index))) throw Failures.Protocol(call, ImpossibleToolCall, call.Body.Span);
            if (HoldsPiece(choice)) throw Failures.Protocol(call, "A choice holds a delta, the piece of a stream, in place of its message.", call.Body.Span);
            failed |= choice.FinishReason == FinishReason.Error;
        }
        if (!failed && !ErrorBody.MayBeIn(call.Body.Span)) return;
        if (ErrorBody.FindInSuccess(call.Body.Span) is { } error) throw Failures.ErrorInSuccess(call, error, call.Body.Span);
        if (completion.Choices.Count == 0) throw Failures.Protocol(call, "The answer holds no choices.", call.Body.Span);
        if (failed) throw Failures.ErrorInSuccess(call, new ErrorBody("the choice ended with finish reason 'error'", null, null, null, IsHtml: false), call.Body.Span);
    }

    // reading on would lose the text
    private static bool HoldsPiece(ChatCompletionChoice choice) =>
        choice.Message is { Content: null, Refusal: null, ToolCalls: null } && choice.Undeclared.IndexOf("\"delta\""u8) >= 0;

    private static bool IsImpossible(int? index) => index is < 0 or > ChoiceTracker.MaxIndex;
}
