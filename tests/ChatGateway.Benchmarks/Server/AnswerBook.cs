using System.Collections.Concurrent;
using System.Globalization;
using ChatGateway.Benchmarks.Answers;

namespace ChatGateway.Benchmarks.Server;

/// <summary>
/// Which answer belongs to which request. The first segments of the path choose it: <c>stream/1000</c>, <c>rich/1000</c>,
/// <c>first</c>, <c>slow/{chunks}/{milliseconds between them}</c>, <c>chat</c>, <c>logprobs</c>, <c>embeddings</c>.
/// </summary>
internal sealed class AnswerBook
{
    private const int EventsInAPart = 64;

    private readonly ConcurrentDictionary<string, CannedAnswer> _answers = new(StringComparer.Ordinal);

    /// <param name="path">The request's path.</param>
    /// <param name="body">The request's body, which may ask for base64.</param>
    public CannedAnswer Find(string path, ReadOnlySpan<byte> body)
    {
        string route = path[1..path.IndexOf("/v1/", StringComparison.Ordinal)];
        string key = route == "embeddings" && body.IndexOf("\"base64\""u8) >= 0 ? "embeddings/base64" : route;
        return _answers.GetOrAdd(key, static key => Make(key.Split('/')));
    }

    private static CannedAnswer Make(string[] route) => route switch
    {
        ["chat"] => CannedAnswer.Json(ChatAnswer.Short.Body),
        ["logprobs"] => CannedAnswer.Json(ChatAnswer.WithLogprobs.Body),
        ["embeddings"] => CannedAnswer.Json(new EmbeddingsAnswer().Body(isBase64: false)),
        ["embeddings", _] => CannedAnswer.Json(new EmbeddingsAnswer().Body(isBase64: true)),
        ["stream", string chunks] => Stream(Number(chunks), isRich: false),
        ["rich", string chunks] => Stream(Number(chunks), isRich: true),
        // the role and the first text, then the rest
        ["first", string chunks] => CannedAnswer.EventStream(new StreamAnswer(Number(chunks)).Events(), 2, int.MaxValue, TimeSpan.Zero),
        ["slow", string chunks, string pause] =>
            CannedAnswer.EventStream(new StreamAnswer(Number(chunks)).Events(), 1, 1, TimeSpan.FromMilliseconds(Number(pause))),
        _ => throw new InvalidDataException($"No answer for {string.Join('/', route)}."),
    };

    private static CannedAnswer Stream(int chunks, bool isRich) =>
        CannedAnswer.EventStream(new StreamAnswer(chunks, isRich).Events(), EventsInAPart, EventsInAPart, TimeSpan.Zero);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
