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

    /// <summary>Gives the completion that an answer is.</summary>
    /// <exception cref="GatewayResponseException">The answer is an error under a status of success.</exception>
    /// <exception cref="GatewayProtocolException">The answer is something else.</exception>
    public static ChatCompletion Checked(GatewayCall call, ChatCompletion completion)
    {
        FinishReason? failure = null;
        string? impossible = completion.Choices.Count > ChoiceTracker.MaxIndex + 1 ? ImpossibleChoice : null;
        bool isLegacy = false;
        // errors stand beside the members that an answer has; those of Groq's within its own
        bool mayFail = completion.Choices.Count == 0 || completion.Object == ErrorBody.ObjectName || ErrorBody.MayBeIn(completion.Undeclared)
            || (completion.XGroq is not null && ErrorBody.MayBeIn(call.Body.Span));
        for (int i = 0; i < completion.Choices.Count; i++)
        {
            ChatCompletionChoice choice = completion.Choices[i];
            impossible ??= FindImpossible(choice);
            if (choice.FinishReason is { } reason && IsFailure(reason)) failure = reason;
            mayFail |= ErrorBody.MayBeIn(choice.Undeclared);
            isLegacy |= LegacyChoice.IsIn(choice);
        }
        if (mayFail || failure is not null) ThrowForError(call, completion, failure);
        if (impossible is not null) throw Failures.Protocol(call, impossible, call.Body.Span);
        return isLegacy ? LegacyChoice.Translate(completion) : completion;
    }

    private static void ThrowForError(GatewayCall call, ChatCompletion completion, FinishReason? failure)
    {
        if (ErrorBody.FindInSuccess(call.Body.Span) is { } error) throw Failures.ErrorInSuccess(call, error, call.Body.Span);
        if (completion.Choices.Count == 0) throw Failures.Protocol(call, "The answer holds no choices.", call.Body.Span);
        if (failure is { } said) throw Failures.ErrorInSuccess(call, new ErrorBody($"the choice ended with finish reason '{said}'", null, null, null, IsHtml: false), call.Body.Span);
    }

    private static string? FindImpossible(ChatCompletionChoice choice)
    {
        if (IsImpossible(choice.Index)) return ImpossibleChoice;
        if (choice.Message.ToolCalls is { } calls && calls.Any(tool => IsImpossible(tool.Index))) return ImpossibleToolCall;
        return HoldsPiece(choice) ? "A choice holds a delta, the piece of a stream, in place of its message." : null;
    }

    // reading on would lose the text
    private static bool HoldsPiece(ChatCompletionChoice choice) =>
        choice.Message is { Content: null, Refusal: null, ToolCalls: null } && choice.Undeclared.IndexOf("\"delta\""u8) >= 0;

    private static bool IsImpossible(int? index) => index is < 0 or > ChoiceTracker.MaxIndex;
}
