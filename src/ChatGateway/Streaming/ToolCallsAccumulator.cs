namespace ChatGateway;

/// <summary>
/// The tool calls of one choice. A piece belongs to the call of its id, else to the last one of its index; without either, a name
/// starts a call and anything else continues the one of the piece before. Relays that number every call 0, or give all calls one
/// id, show by a name where the next one begins.
/// </summary>
internal sealed class ToolCallsAccumulator
{
    private readonly List<ToolCallAccumulator> _calls = [];
    private ToolCallAccumulator? _last;
    private readonly Dictionary<int, ToolCallAccumulator> _lastByIndex = [];
    private readonly Dictionary<string, ToolCallAccumulator> _firstById = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Id, int? Index), ToolCallAccumulator> _byIdAndIndex = [];
    private int _deltas;

    public void Add(IReadOnlyList<ToolCallDelta> pieces)
    {
        _deltas++;
        foreach (ToolCallDelta piece in pieces)
        {
            ToolCallAccumulator? call = Find(piece);
            bool isAnother = call is not null && IsNamed(piece) && call.IsFollowedBy(piece, _deltas);
            if (call is null || isAnother) _calls.Add(call = new ToolCallAccumulator(piece.Index));
            if (IsNamed(piece)) call.NamedIn = _deltas;
            // found by its id, it may be numbered only now
            if (piece.Index is { } index) _lastByIndex[index] = call;
            call.Add(piece);
            _last = call;
            if (string.IsNullOrEmpty(piece.Id)) continue;
            if (isAnother)
            {
                // what follows under the id is of this one
                _firstById.Remove(piece.Id);
                _byIdAndIndex.Remove((piece.Id, call.Index));
            }
            _firstById.TryAdd(piece.Id, call);
            _byIdAndIndex.TryAdd((piece.Id, call.Index), call);
        }
    }

    public IReadOnlyList<ToolCall>? ToToolCalls() =>
        _calls.Count == 0 ? null : [.. _calls.OrderBy(call => call.Index ?? int.MaxValue).Select(call => call.ToToolCall())];

    private ToolCallAccumulator? Find(ToolCallDelta piece)
    {
        bool hasId = !string.IsNullOrEmpty(piece.Id);
        bool hasName = IsNamed(piece);
        if (hasId && FindById(piece.Id!, piece.Index) is { } sameId) return sameId;
        if (piece.Index is { } index)
        {
            ToolCallAccumulator? call = _lastByIndex.GetValueOrDefault(index);
            // begun without an index, and numbered only now
            if (call is null && !hasId && !hasName && _calls is [.., { Index: null } last])
            {
                _lastByIndex[index] = last;
                return last;
            }
            // some relays number every call 0: another id with a name of its own is another call
            return call is not null && hasName && hasId && !string.IsNullOrEmpty(call.Id) ? null : call;
        }
        return hasId || hasName ? null : _last;
    }

    private static bool IsNamed(ToolCallDelta piece) => !string.IsNullOrEmpty(piece.Function?.Name) || !string.IsNullOrEmpty(piece.Custom?.Name);

    private ToolCallAccumulator? FindById(string id, int? index) => index is null
        ? _firstById.GetValueOrDefault(id)
        : _byIdAndIndex.GetValueOrDefault((id, index)) ?? _byIdAndIndex.GetValueOrDefault((id, null));
}
