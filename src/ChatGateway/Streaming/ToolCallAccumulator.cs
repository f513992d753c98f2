using System.Text;
using Newtonsoft.Json.Linq;

namespace ChatGateway;

/// <summary>The pieces of one tool call.</summary>
internal sealed class ToolCallAccumulator(int? index)
{
    private readonly StringBuilder _arguments = new();
    private readonly StringBuilder _input = new();
    private ExtensionAccumulator? _extensions;
    private ToolType? _type;
    private string? _functionName;
    private string? _customName;
    private JToken? _extraContent;
    private bool _isFunction;
    private bool _isCustom;

    public int? Index { get; } = index;

    public string? Id { get; private set; }

    public void Add(ToolCallDelta piece)
    {
        if (Id is null || !string.IsNullOrEmpty(piece.Id)) Id = piece.Id ?? Id;
        _type = piece.Type ?? _type;
        _extraContent = piece.ExtraContent ?? _extraContent;
        ExtensionAccumulator.Add(ref _extensions, piece.AdditionalProperties);
        if (piece.Function is { } function)
        {
            _isFunction = true;
            // a name comes whole; some gateways repeat it on every piece
            if (!string.IsNullOrEmpty(function.Name)) _functionName = function.Name;
            _arguments.Append(function.Arguments);
        }
        if (piece.Custom is { } custom)
        {
            _isCustom = true;
            if (!string.IsNullOrEmpty(custom.Name)) _customName = custom.Name;
            _input.Append(custom.Input);
        }
    }

    public ToolCall ToToolCall() => new()
    {
        Id = Id,
        Type = _type ?? (_isCustom ? ToolType.Custom : ToolType.Function),
        Function = _isFunction ? new FunctionCall { Name = _functionName, Arguments = _arguments.ToString() } : null,
        Custom = _isCustom ? new CustomToolCall { Name = _customName, Input = _input.ToString() } : null,
        ExtraContent = _extraContent,
        AdditionalProperties = ExtensionAccumulator.MembersOf(_extensions),
    };
}
