using System.Text;
using Microsoft.Extensions.AI;

namespace ChatGateway;

/// <summary>Spoken answers: what is said as text, the sound as data. Sound that a server cut in the middle of its base64 waits for the rest.</summary>
internal sealed class SpokenContents(AudioOutputFormat? format)
{
    /// <summary>Where the additional properties of sound keep the id by which an answer is sent back.</summary>
    private const string IdKey = "audio_id";

    private readonly string _mediaType = MediaTypeOf(format);
    private StringBuilder? _cut;
    private MessageAudio? _last;
    private string? _id;

    public static string? IdOf(DataContent sound) => ExtraProperties.Text(sound.AdditionalProperties, IdKey);

    public void Add(ref List<AIContent>? contents, MessageAudio audio)
    {
        _id ??= AnswerHeads.NotEmpty(audio.Id);
        if (!string.IsNullOrEmpty(audio.Transcript)) AnswerContents.Add(ref contents, new TextContent(audio.Transcript) { RawRepresentation = audio });
        if (string.IsNullOrEmpty(audio.Data)) return;
        _last = audio;
        if (_cut is null && TryDecode(audio.Data, out ReadOnlyMemory<byte> sound)) Add(ref contents, sound);
        else (_cut ??= new StringBuilder()).Append(audio.Data);
    }

    /// <summary>Adds what was cut; as it came, where it is no base64 at all.</summary>
    public void AddRest(ref List<AIContent>? contents)
    {
        if (_cut is null) return;
        if (TryDecode(_cut.ToString(), out ReadOnlyMemory<byte> sound)) Add(ref contents, sound);
        else AnswerContents.Add(ref contents, new AIContent { RawRepresentation = _last });
    }

    private void Add(ref List<AIContent>? contents, ReadOnlyMemory<byte> sound)
    {
        AnswerContents.Add(ref contents, new DataContent(sound, _mediaType)
        {
            RawRepresentation = _last,
            AdditionalProperties = _id is null ? null : new() { [IdKey] = _id },
        });
    }

    private static bool TryDecode(string data, out ReadOnlyMemory<byte> sound)
    {
        var buffer = new byte[(data.Length / 4 * 3) + 3];
        bool isBase64 = Convert.TryFromBase64String(data, buffer, out int count);
        sound = buffer.AsMemory(0, count);
        return isBase64;
    }

    private static string MediaTypeOf(AudioOutputFormat? format) => format?.Value switch
    {
        null or "" or "mp3" => "audio/mpeg",
        "pcm16" => "audio/pcm",
        { } other => $"audio/{other}",
    };
}
