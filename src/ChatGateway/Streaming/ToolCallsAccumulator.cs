namespace ChatGateway;

/// <summary>
/// The tool calls of one choice. A piece belongs to the call of its index; without one, to the call of its id; without
/// either, a name starts a call and anything else continues the last.
/// </summary>
internal sealed class ToolCallsAccumulator
{
    private readonly List<ToolCallAccumulator> _calls = [];

    public void Add(IReadOnlyList<ToolCallDelta> pieces)
    {
        foreach (ToolCallDelta piece in pieces)
        {
            ToolCallAccumulator? call = Find(piece);
            if (call is null) _calls.Add(call = new ToolCallAccumulator(piece.Index));
            call.Add(piece);
        }
    }

    public IReadOnlyList<ToolCall>? ToToolCalls() =>
        _calls.Count == 0 ? null : [.. _calls.OrderBy(call => call.Index ?? int.MaxValue).Select(call => call.ToToolCall())];

    private ToolCallAccumulator? Find(ToolCallDelta piece)
    {
        bool hasName = !string.IsNullOrEmpty(piece.Function?.Name) || !string.IsNullOrEmpty(piece.Custom?.Name);
        if (piece.Index is { } index)
        {
            ToolCallAccumulator? call = _calls.FindLast(known => known.Index == index);
            // some relays number every call 0: another id with a name of its own is another call
            bool isAnother = call is not null && hasName && !string.IsNullOrEmpty(piece.Id) && !string.IsNullOrEmpty(call.Id) && call.Id != piece.Id;
            return isAnother ? null : call;
        }
        if (!string.IsNullOrEmpty(piece.Id)) return _calls.Find(known => known.Id == piece.Id);
        return hasName || _calls.Count == 0 ? null : _calls[^1];
    }
}
