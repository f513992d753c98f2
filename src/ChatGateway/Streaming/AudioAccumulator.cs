using System.Buffers;
using System.Text;

namespace ChatGateway;

/// <summary>The pieces of a spoken answer. Each piece of sound is base64 by itself, padding included.</summary>
internal sealed class AudioAccumulator
{
    private readonly StringBuilder _transcript = new();
    private readonly ArrayBufferWriter<byte> _sound = new();
    private readonly List<string> _undecodable = [];
    private ExtensionAccumulator? _extensions;
    private WireOthers? _others;
    private string? _id;
    private long? _expiresAt;

    public void Add(MessageAudio piece)
    {
        _id = piece.Id ?? _id;
        _expiresAt = piece.ExpiresAt ?? _expiresAt;
        _transcript.Append(piece.Transcript);
        ExtensionAccumulator.Add(ref _extensions, piece.AdditionalProperties);
        WireOthers.Add(ref _others, piece);
        if (string.IsNullOrEmpty(piece.Data)) return;
        if (_undecodable.Count == 0 && Convert.TryFromBase64String(piece.Data, _sound.GetSpan(piece.Data.Length), out int count)) _sound.Advance(count);
        else _undecodable.Add(piece.Data);
    }

    public MessageAudio ToAudio() => WireOthers.Complete(_others, new MessageAudio
    {
        Id = _id,
        ExpiresAt = _expiresAt,
        Transcript = _transcript.Length > 0 ? _transcript.ToString() : null,
        Data = Sound(),
        AdditionalProperties = ExtensionAccumulator.MembersOf(_extensions),
    });

    // a server that cuts one base64 text into pieces means the text
    private string? Sound()
    {
        string decoded = Convert.ToBase64String(_sound.WrittenSpan);
        string data = decoded + string.Concat(_undecodable);
        return data.Length > 0 ? data : null;
    }
}
