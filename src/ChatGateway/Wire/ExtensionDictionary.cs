using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Newtonsoft.Json.Linq;

namespace ChatGateway;

/// <summary>The undeclared members of an object, as callers see them.</summary>
internal sealed class ExtensionDictionary(ExtensionData data) : IReadOnlyDictionary<string, JToken>
{
    public static IReadOnlyDictionary<string, JToken> Empty { get; } = new Dictionary<string, JToken>(0);

    public ExtensionData Data => data;

    public IEnumerable<string> Keys => data.Tokens.Keys;

    public IEnumerable<JToken> Values => data.Tokens.Values;

    public int Count => data.Tokens.Count;

    public JToken this[string key] => data.Tokens[key];

    public bool ContainsKey(string key) => data.Tokens.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out JToken value) => data.Tokens.TryGetValue(key, out value);

    public IEnumerator<KeyValuePair<string, JToken>> GetEnumerator() => data.Tokens.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
