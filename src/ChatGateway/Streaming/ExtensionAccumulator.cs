using Newtonsoft.Json.Linq;

namespace ChatGateway;

/// <summary>Collects the undeclared members of an object's pieces; the last value of each wins.</summary>
internal sealed class ExtensionAccumulator
{
    private Dictionary<string, JToken>? _members;

    public IReadOnlyDictionary<string, JToken> Members => _members ?? ExtensionData.Empty;

    public void Add(IReadOnlyDictionary<string, JToken> piece)
    {
        // the shared empty dictionary is by far the most common piece
        if (ReferenceEquals(piece, ExtensionData.Empty)) return;
        foreach ((string name, JToken value) in piece)
        {
            if (value.Type != JTokenType.Null) (_members ??= new Dictionary<string, JToken>(StringComparer.Ordinal))[name] = value;
        }
    }
}
