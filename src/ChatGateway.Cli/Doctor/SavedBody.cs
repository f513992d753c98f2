using System.Text.Json;
using System.Text.RegularExpressions;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ChatGateway.Cli;

/// <summary>Finds an answer's body in what was saved.</summary>
internal static partial class SavedBody
{
    // a log's own braces come before the body's; more of them are a body that was cut
    private const int MaxBeginnings = 16;

    /// <summary>The body, or all of the text where none is seen, and what stands around it.</summary>
    public static (string Body, string Around) Split(string text)
    {
        if (IsBody(text)) return (AsJson(text) ?? text, "");
        (int Start, int End)? first = null;
        foreach (Match match in Beginning().Matches(text).Take(MaxBeginnings))
        {
            int end = text.LastIndexOf(text[match.Index] == '<' ? '>' : '}') + 1;
            // a line that was cut
            if (end <= match.Index) end = text.Length;
            first ??= (match.Index, end);
            if (AsJson(text[match.Index..end]) is { } json) return (json, Without(text, match.Index, end));
        }
        return first is { } found ? (text[found.Start..found.End], Without(text, found.Start, found.End)) : (text, text);
    }

    private static string Without(string text, int start, int end) => $"{text[..start]} {text[end..]}";

    // a log line may begin with the time in brackets, or with a number in angle ones
    private static bool IsBody(string text) => BodyAlone().IsMatch(text) || (text.StartsWith('[') && AsJson(text) is not null);

    /// <summary>The text as JSON; null when it is none. Python and JavaScript write objects into logs in their own ways.</summary>
    private static string? AsJson(string text) => IsJson(text) ? text : Rewritten(text);

    private static bool IsJson(string text)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind is JsonValueKind.Object or JsonValueKind.Array;
        }
        catch (System.Text.Json.JsonException)
        {
            return false;
        }
    }

    private static string? Rewritten(string text)
    {
        try
        {
            using var reader = new JsonTextReader(new StringReader(PythonWord().Replace(text, match => match.Value == "None" ? "null" : match.Value.ToLowerInvariant())))
            {
                DateParseHandling = DateParseHandling.None,
            };
            JToken json = JToken.ReadFrom(reader);
            return json is JContainer && !reader.Read() ? json.ToString(Formatting.None) : null;
        }
        catch (Newtonsoft.Json.JsonException)
        {
            // not JSON, or cut: the caller takes it as text
            return null;
        }
    }

    [GeneratedRegex(@"^(?:\{|\[\s*\{|<[A-Za-z!?/])", RegexOptions.CultureInvariant)]
    private static partial Regex BodyAlone();

    [GeneratedRegex(@"\{\s*(?:[""']|\w+\s*:\s)|\{\s*\}|<!doctype|<html", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Beginning();

    [GeneratedRegex(@"(?<=[:\[,]\s*)(?:None|True|False)(?=\s*[,}\]])", RegexOptions.CultureInvariant)]
    private static partial Regex PythonWord();
}
