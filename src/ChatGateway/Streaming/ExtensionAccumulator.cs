using Newtonsoft.Json.Linq;

namespace ChatGateway;

/// <summary>Collects the undeclared members of an object's pieces; the last value of each wins.</summary>
internal sealed class ExtensionAccumulator
{
    private Dictionary<string, JToken>? _members;

    // a copy: what is made of it now must not change with the next piece
    public IReadOnlyDictionary<string, JToken> Members => _members is null ? ExtensionData.Empty : new Dictionary<string, JToken>(_members, StringComparer.Ordinal);

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
