using System.Text;

namespace ChatGateway;

/// <summary>The pieces of a call of a function.</summary>
internal sealed class FunctionCallAccumulator
{
    /// <summary>How often it is looked whether the arguments are complete: more pieces that seem to begin anew are no calls.</summary>
    private const int MaxLooks = 8;

    /// <summary>What a server sends as an object that it has not filled yet.</summary>
    private const string EmptyObject = "{}";

    private readonly StringBuilder _arguments = new();
    private ExtensionAccumulator? _extensions;
    private WireOthers? _others;
    private string? _name;
    private int _looks;

    /// <summary>Whether a piece is of another call: it has another name, or begins arguments behind such as are complete.</summary>
    public bool IsFollowedBy(FunctionCall piece)
    {
        if (_name is not null && !string.IsNullOrEmpty(piece.Name) && piece.Name != _name) return true;
        // hardly any piece of one call follows a brace with a brace
        return (piece.Arguments ?? "").AsSpan().TrimStart() is ['{', ..] && _arguments.Length > EmptyObject.Length && _arguments[^1] == '}'
            && _looks++ < MaxLooks && WireDocument.IsWhole(_arguments.ToString());
    }

    public void Add(FunctionCall piece)
    {
        // a name comes whole; some gateways repeat it on every piece
        if (!string.IsNullOrEmpty(piece.Name)) _name = piece.Name;
        if (!string.IsNullOrEmpty(piece.Arguments))
        {
            bool isEmpty = _arguments.Length == EmptyObject.Length && _arguments.Equals(EmptyObject);
            // blanks fill nothing in
            if (!isEmpty || !string.IsNullOrWhiteSpace(piece.Arguments))
            {
                if (isEmpty) _arguments.Clear();
                _arguments.Append(piece.Arguments);
            }
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
