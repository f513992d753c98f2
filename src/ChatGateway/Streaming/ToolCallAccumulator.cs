using System.Text;
using Newtonsoft.Json.Linq;

namespace ChatGateway;

/// <summary>The pieces of one tool call.</summary>
internal sealed class ToolCallAccumulator(int? index)
{
    private readonly StringBuilder _input = new();
    private ExtensionAccumulator? _extensions;
    private ExtensionAccumulator? _customExtensions;
    private WireOthers? _others;
    private WireOthers? _customOthers;
    private FunctionCallAccumulator? _function;
    private ToolType? _type;
    private string? _customName;
    private JToken? _extraContent;
    private bool _isCustom;

    public int? Index { get; private set; } = index;

    public string? Id { get; private set; }

    /// <summary>The last delta that named it, counted from 1.</summary>
    public int NamedIn { get; set; }

    /// <summary>Whether a piece with a name, which would belong to this call by its number, begins another: one delta does not name a call twice.</summary>
    /// <param name="piece">The piece.</param>
    /// <param name="delta">Which delta it is in.</param>
    public bool IsFollowedBy(ToolCallDelta piece, int delta) =>
        NamedIn == delta
        || (piece.Custom is { Name.Length: > 0 } custom && _customName is { } other && other != custom.Name)
        || (piece.Function is { } function && _function?.IsFollowedBy(function) == true);

    public void Add(ToolCallDelta piece)
    {
        Index ??= piece.Index;
        if (Id is null || !string.IsNullOrEmpty(piece.Id)) Id = piece.Id ?? Id;
        if (piece.Type is { Value.Length: > 0 } type) _type = type;
        _extraContent = piece.ExtraContent ?? _extraContent;
        ExtensionAccumulator.Add(ref _extensions, piece.AdditionalProperties);
        WireOthers.Add(ref _others, piece);
        if (piece.Function is { } function) (_function ??= new FunctionCallAccumulator()).Add(function);
        if (piece.Custom is { } custom)
        {
            _isCustom = true;
            if (!string.IsNullOrEmpty(custom.Name)) _customName = custom.Name;
            _input.Append(custom.Input);
            ExtensionAccumulator.Add(ref _customExtensions, custom.AdditionalProperties);
            WireOthers.Add(ref _customOthers, custom);
        }
    }

    public ToolCall ToToolCall() => WireOthers.Complete(_others, new ToolCall
    {
        Id = Id,
        Type = _type ?? (_isCustom ? ToolType.Custom : ToolType.Function),
        Function = _function?.ToFunctionCall(),
        Custom = _isCustom
            ? WireOthers.Complete(_customOthers, new CustomToolCall
            {
                Name = _customName,
                Input = _input.ToString(),
                AdditionalProperties = ExtensionAccumulator.MembersOf(_customExtensions),
            })
            : null,
        ExtraContent = _extraContent,
        AdditionalProperties = ExtensionAccumulator.MembersOf(_extensions),
    });
}
