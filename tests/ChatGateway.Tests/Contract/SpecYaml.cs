using SharpYaml;
using SharpYaml.Events;
using SharpYaml.Serialization;

namespace ChatGateway.Tests.Contract;

/// <summary>
/// Reads YAML into a tree and notes the keys that stand twice. SharpYaml's own loading throws at the first one, which would
/// fail every rule with an exception instead of one rule with the place.
/// </summary>
internal sealed class SpecYaml
{
    private readonly EventReader _events;
    private readonly Dictionary<string, YamlNode> _anchors = new(StringComparer.Ordinal);
    private readonly List<string> _duplicateKeys = [];

    private SpecYaml(TextReader text)
    {
        _events = new EventReader(Parser.CreateParser(text));
        _events.Expect<StreamStart>();
        _events.Expect<DocumentStart>();
        Root = ReadNode("#");
    }

    public YamlNode Root { get; }

    /// <summary>What is to be reported of each key that stands twice. The first one counts.</summary>
    public IReadOnlyList<string> DuplicateKeys => _duplicateKeys;

    public static SpecYaml Parse(string yaml)
    {
        using StringReader text = new(yaml);
        return new SpecYaml(text);
    }

    private YamlNode ReadNode(string place)
    {
        if (_events.Allow<AnchorAlias>() is { } alias)
            return _anchors[alias.Value];

        NodeEvent start = _events.Peek<NodeEvent>()!;
        YamlNode node = start switch
        {
            MappingStart => ReadMapping(place),
            SequenceStart => ReadSequence(place),
            _ => ReadScalar(),
        };
        if (start.Anchor is { } anchor)
            _anchors[anchor] = node;
        return node;
    }

    private YamlScalarNode ReadScalar()
    {
        Scalar scalar = _events.Expect<Scalar>()!;
        return new YamlScalarNode(scalar.Value) { Style = scalar.Style, Tag = scalar.Tag };
    }

    private YamlSequenceNode ReadSequence(string place)
    {
        YamlSequenceNode items = [];
        _events.Expect<SequenceStart>();
        while (!_events.Accept<SequenceEnd>())
            items.Add(ReadNode($"{place}/{items.Children.Count}"));
        _events.Expect<SequenceEnd>();
        return items;
    }

    private YamlMappingNode ReadMapping(string place)
    {
        YamlMappingNode members = [];
        _events.Expect<MappingStart>();
        while (!_events.Accept<MappingEnd>())
        {
            int line = _events.Peek<NodeEvent>()!.Start.Line + 1;
            YamlNode key = ReadNode(place);
            YamlNode value = ReadNode($"{place}/{key}");
            if (members.Children.ContainsKey(key))
                _duplicateKeys.Add($"{place}: {key} stands twice, again at line {line}");
            else
                members.Add(key, value);
        }

        _events.Expect<MappingEnd>();
        return members;
    }
}
