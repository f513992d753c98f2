using System.Text;
using System.Text.Json.Nodes;

namespace ChatGateway.Sandbox;

/// <summary>
/// Log probabilities: the piece that was said is the likeliest, its rivals share what is left so that all together stay below 1.
/// </summary>
internal static class Logprobs
{
    private const double LeastConfidence = 0.5;
    private const double ConfidenceRange = 0.49;

    /// <summary>One more than can be asked for, since the piece itself may be among them.</summary>
    private static readonly string[] Rivals =
    [
        " the", " a", " and", " to", ",", ".", " of", " in", " is", " it", " you",
        " that", " for", " on", " with", " as", " this", " be", " or", " an", "!",
    ];

    public static JsonObject Of(IEnumerable<string> pieces, int alternatives)
        => new() { ["content"] = new JsonArray([.. pieces.Select(p => Entry(p, alternatives))]), ["refusal"] = null };

    private static JsonObject Entry(string piece, int alternatives)
    {
        double probability = LeastConfidence + (ConfidenceRange * StableHash.Fraction(piece));
        var top = new JsonArray();
        double share = 1 - probability;
        foreach (string token in Rivals.Where(r => r != piece).Prepend(piece).Take(alternatives))
        {
            double p = probability;
            if (token != piece)
                p = share /= 2;
            top.Add(Token(token, p));
        }

        JsonObject entry = Token(piece, probability);
        entry["top_logprobs"] = top;
        return entry;
    }

    private static JsonObject Token(string token, double probability) => new()
    {
        ["token"] = token,
        ["logprob"] = Math.Round(Math.Log(probability), 6),
        ["bytes"] = new JsonArray([.. Encoding.UTF8.GetBytes(token).Select(b => JsonValue.Create((int)b))]),
    };
}
