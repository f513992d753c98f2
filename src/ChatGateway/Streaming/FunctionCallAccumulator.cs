using System.Text;

namespace ChatGateway;

/// <summary>The pieces of a call of a function.</summary>
internal sealed class FunctionCallAccumulator
{
    /// <summary>What a server sends as an object that it has not filled yet.</summary>
    private const string EmptyObject = "{}";

    private readonly StringBuilder _arguments = new();
    private ExtensionAccumulator? _extensions;
    private WireOthers? _others;
    private string? _name;

    public void Add(FunctionCall piece)
    {
        // a name comes whole; some gateways repeat it on every piece
        if (!string.IsNullOrEmpty(piece.Name)) _name = piece.Name;
        if (!string.IsNullOrEmpty(piece.Arguments))
        {
            if (_arguments.Length == EmptyObject.Length && _arguments.Equals(EmptyObject)) _arguments.Clear();
            _arguments.Append(piece.Arguments);
        }
        ExtensionAccumulator.Add(ref _extensions, piece.AdditionalProperties);
        WireOthers.Add(ref _others, piece);
    }

    public FunctionCall ToFunctionCall() => WireOthers.Complete(_others, new FunctionCall
    {
        Name = _name,
        Arguments = _arguments.ToString(),
        AdditionalProperties = ExtensionAccumulator.MembersOf(_extensions),
    });
}
