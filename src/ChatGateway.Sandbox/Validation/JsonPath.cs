using System.Globalization;
using System.Text;

namespace ChatGateway.Sandbox;

/// <summary>Where in a body something stands. A chain, because most paths are never written out.</summary>
internal sealed class JsonPath
{
    public static readonly JsonPath Root = new(null, "$");

    private readonly JsonPath? _parent;
    private readonly string? _name;
    private readonly int _index;

    private JsonPath(JsonPath? parent, string? name, int index = 0)
    {
        _parent = parent;
        _name = name;
        _index = index;
        Depth = parent is null ? 0 : parent.Depth + 1;
    }

    public int Depth { get; }

    public JsonPath Property(string name) => new(this, name);

    public JsonPath Item(int index) => new(this, null, index);

    public override string ToString()
    {
        var text = new StringBuilder();
        Append(text);
        return text.ToString();
    }

    private void Append(StringBuilder text)
    {
        _parent?.Append(text);
        if (_name is null)
            text.Append(CultureInfo.InvariantCulture, $"[{_index}]");
        else if (_parent is null)
            text.Append(_name);
        else if (_name.Length > 0 && _name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
            text.Append('.').Append(_name);
        else
            text.Append("['").Append(_name).Append("']");
    }
}
