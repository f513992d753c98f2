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

    /// <summary>Whether a choice ended because something broke (OpenRouter; Zhipu's network_error): what came of it is no answer.</summary>
    public static bool IsFailure(FinishReason reason) => reason.Value.Length switch
    {
        5 => reason.Value.Equals("error", StringComparison.OrdinalIgnoreCase),
        13 => reason.Value.Equals("network_error", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    /// <exception cref="GatewayResponseException">The answer is an error under a status of success.</exception>
    /// <exception cref="GatewayProtocolException">The answer is something else.</exception>
    public static void CheckAnswer(GatewayCall call, ChatCompletion completion)
    {
        FinishReason? failure = null;
        if (completion.Choices.Count > ChoiceTracker.MaxIndex + 1) throw Failures.Protocol(call, ImpossibleChoice, call.Body.Span);
        for (int i = 0; i < completion.Choices.Count; i++)
        {
            ChatCompletionChoice choice = completion.Choices[i];
            if (IsImpossible(choice.Index)) throw Failures.Protocol(call, ImpossibleChoice, call.Body.Span);
            if (choice.Message.ToolCalls is { } calls && calls.Any(tool => IsImpossible(tool.Index))) throw Failures.Protocol(call, ImpossibleToolCall, call.Body.Span);
            if (HoldsPiece(choice)) throw Failures.Protocol(call, "A choice holds a delta, the piece of a stream, in place of its message.", call.Body.Span);
            if (choice.FinishReason is { } reason && IsFailure(reason)) failure = reason;
        }
        if (failure is null && completion.Choices.Count > 0 && !ErrorBody.MayBeIn(call.Body.Span)) return;
        if (ErrorBody.FindInSuccess(call.Body.Span) is { } error) throw Failures.ErrorInSuccess(call, error, call.Body.Span);
        if (completion.Choices.Count == 0) throw Failures.Protocol(call, "The answer holds no choices.", call.Body.Span);
        if (failure is { } said) throw Failures.ErrorInSuccess(call, new ErrorBody($"the choice ended with finish reason '{said}'", null, null, null, IsHtml: false), call.Body.Span);
    }

    // reading on would lose the text
    private static bool HoldsPiece(ChatCompletionChoice choice) =>
        choice.Message is { Content: null, Refusal: null, ToolCalls: null } && choice.Undeclared.IndexOf("\"delta\""u8) >= 0;

    private static bool IsImpossible(int? index) => index is < 0 or > ChoiceTracker.MaxIndex;
}
