using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ChatGateway.Tests.Fuzzing;

/// <summary>The public types as JSON, the way a user of Newtonsoft stores them.</summary>
internal static class Json
{
    private static readonly JsonSerializerSettings Settings = new()
    {
        DateParseHandling = DateParseHandling.None,
        // half a surrogate pair survives as an escape, and as nothing else
        StringEscapeHandling = StringEscapeHandling.EscapeNonAscii,
        // a completion nests an event's members deeper than the event did
        MaxDepth = 256,
    };

    public static string Write(object? value) => JsonConvert.SerializeObject(value, Settings);

    /// <summary>Demands that Newtonsoft reads what it has written.</summary>
    public static void CheckReadable<T>(string json)
    {
        string again;
        try
        {
            again = Write(JsonConvert.DeserializeObject<T>(json, Settings));
        }
        catch (JsonException e)
        {
            again = e.Message;
        }
        if (again == json || NewtonsoftLimits.Exceeds(Parse(json))) return;
        if (again[0] is '{' or '[' && AreSame(json, again)) return;
        throw new ViolationException($"Newtonsoft reads a {typeof(T).Name} otherwise", $"{json}\n<>\n{again}");
    }

    public static JToken Parse(string json)
    {
        using var reader = new JsonTextReader(new StringReader(json)) { DateParseHandling = DateParseHandling.None, MaxDepth = 256 };
        return JToken.ReadFrom(reader);
    }

    /// <summary>Takes the first halves of surrogate pairs off the ends of texts, and the members that held nothing else.</summary>
    public static string WithoutHalves(string json)
    {
        JToken document = Parse(json);
        if (document is not JContainer container) return json;
        foreach (JValue text in container.DescendantsAndSelf().OfType<JValue>().Where(IsHalved).ToArray())
        {
            var whole = ((string)text.Value!)[..^1];
            if (whole.Length > 0) text.Value = whole;
            else if (text.Parent is JProperty property) property.Remove();
        }
        return document.ToString(Formatting.None);
    }

    // Newtonsoft reads a half as the replacement character
    private static bool IsHalved(JValue value) => value.Value is string { Length: > 0 } text && (char.IsHighSurrogate(text[^1]) || text[^1] == '\uFFFD');

    /// <summary>Whether two texts are the same document, whatever the order of the members.</summary>
    public static bool AreSame(string left, string right) => left == right || JToken.DeepEquals(Parse(left), Parse(right));
}
