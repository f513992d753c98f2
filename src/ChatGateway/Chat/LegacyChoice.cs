using System.Runtime.CompilerServices;
using Newtonsoft.Json.Linq;

namespace ChatGateway;

/// <summary>
/// Choices in the form of the legacy route, which some relays answer chat requests with: the text stands in the choice itself, where
/// nobody would look for it.
/// </summary>
internal static class LegacyChoice
{
    private const string Member = "text";

    public static bool IsIn(ChatCompletionChoice choice) =>
        Holds(choice.Undeclared) && choice.Message is { Content: null, Refusal: null, ToolCalls: null };

    public static bool IsIn(ChatCompletionChunkChoice choice) =>
        Holds(choice.Undeclared) && choice.Delta is { Content: null, Refusal: null, ToolCalls: null };

    /// <summary>Moves the texts to where a chat's stand. By itself, so that other answers do not load Newtonsoft.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ChatCompletion Translate(ChatCompletion completion) => completion with
    {
        Choices =
        [
            .. completion.Choices.Select(choice => IsIn(choice) && TextOf(choice.AdditionalProperties) is { } text
                ? choice with { Message = choice.Message with { Content = text } }
                : choice),
        ],
    };

    /// <inheritdoc cref="Translate(ChatCompletion)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ChatCompletionChunk Translate(ChatCompletionChunk chunk) => chunk with
    {
        Choices =
        [
            .. chunk.Choices.Select(choice => IsIn(choice) && TextOf(choice.AdditionalProperties) is { } text
                ? choice with { Delta = choice.Delta with { Content = text } }
                : choice),
        ],
    };

    private static bool Holds(ReadOnlySpan<byte> undeclared) => undeclared.IndexOf("\"text\""u8) >= 0;

    private static string? TextOf(IReadOnlyDictionary<string, JToken> members) =>
        members.GetValueOrDefault(Member) is { Type: JTokenType.String } text ? (string?)text : null;
}
