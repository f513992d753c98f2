using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ChatGateway.Tests.Fuzzing;

/// <summary>Changes one JSON document of an input and leaves it JSON: what gets past the tokenizer reaches further.</summary>
internal static class TreeMutator
{
    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1", "1.0", "1.5", "1023", "1024", "2147483648", "9223372036854775808", "1e999", "\"\"", "\"1\"", "\"x\"", "\"\\ud83d\"", "\"stop\"", "\"error\"",
        "[]", "{}", "[null]", "[{}]", "[[]]", "{\"type\":\"text\",\"text\":\"x\"}", "[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"x\"}]}]", "{\"x\":{\"y\":null}}",
        "{\"message\":\"x\",\"code\":\"429\"}", "[4294967296]", "\"AACAPw==\"",
    ];

    /// <returns>Null when no document was found.</returns>
    public static byte[]? Mutate(Random random, byte[] bytes)
    {
        string text = Encoding.UTF8.GetString(bytes);
        (int start, int length) = Find(random, text);
        if (Parse(text.Substring(start, length)) is not JContainer document) return null;
        do MutateOnce(random, document);
        while (random.Next(3) == 0);
        return Encoding.UTF8.GetBytes($"{text[..start]}{document.ToString(Formatting.None)}{text[(start + length)..]}");
    }

    /// <summary>The rest of an event's line after the field's name, or else everything.</summary>
    private static (int Start, int Length) Find(Random random, string text)
    {
        const string Field = "data:";
        int at = text.IndexOf(Field, random.Next(text.Length + 1), StringComparison.Ordinal);
        if (at < 0) at = text.IndexOf(Field, StringComparison.Ordinal);
        if (at < 0) return (0, text.Length);
        int start = at + Field.Length;
        int end = text.AsSpan(start).IndexOfAny('\r', '\n');
        return (start, end < 0 ? text.Length - start : end);
    }

    private static JToken? Parse(string json)
    {
        try
        {
            return Json.Parse(json);
        }
        catch (JsonException)
        {
            // an end marker, or the work of earlier mutations
            return null;
        }
    }

    private static void MutateOnce(Random random, JContainer document)
    {
        JToken[] tokens = [.. document.Descendants().Where(token => token is not JProperty)];
        if (tokens.Length == 0) return;
        JToken target = tokens[random.Next(tokens.Length)];
        JToken other = random.Next(4) == 0 ? tokens[random.Next(tokens.Length)].DeepClone() : Json.Parse(Values[random.Next(Values.Length)]);
        string name = DeclaredMembers.Names[random.Next(DeclaredMembers.Names.Count)];
        switch (random.Next(5))
        {
            case 0 when target.Parent is JProperty member:
                member.Remove();
                break;
            case 1 when target.Parent is JProperty { Parent: JObject record } member && !record.ContainsKey(name):
                member.Replace(new JProperty(name, target.DeepClone()));
                break;
            case 2 when target is JObject record:
                record[name] = other;
                break;
            case 3 when target is JArray list:
                list.Add(other);
                break;
            case 4 when target.Parent is JArray list:
                list.Add(target.DeepClone());
                break;
            default:
                target.Replace(other);
                break;
        }
    }
}
