using System.Text;
using Microsoft.Extensions.AI;

namespace ChatGateway;

/// <summary>Spoken answers: what is said as text, the sound as data. Sound that a server cut in the middle of its base64 waits for the rest.</summary>
internal sealed class SpokenContents(AudioOutputFormat? format)
{
    private readonly string _mediaType = MediaTypeOf(format);
    private StringBuilder? _cut;
    private MessageAudio? _last;

    public void Add(ref List<AIContent>? contents, MessageAudio audio)
    {
        if (!string.IsNullOrEmpty(audio.Transcript)) AnswerContents.Add(ref contents, new TextContent(audio.Transcript) { RawRepresentation = audio });
        if (string.IsNullOrEmpty(audio.Data)) return;
        _last = audio;
        if (_cut is null && TryDecode(audio.Data, out byte[] sound)) Add(ref contents, sound);
        else (_cut ??= new StringBuilder()).Append(audio.Data);
    }

    /// <summary>Adds what was cut; as it came, where it is no base64 at all.</summary>
    public void AddRest(ref List<AIContent>? contents)
    {
        if (_cut is null) return;
        if (TryDecode(_cut.ToString(), out byte[] sound)) Add(ref contents, sound);
        else AnswerContents.Add(ref contents, new AIContent { RawRepresentation = _last });
    }

    private void Add(ref List<AIContent>? contents, byte[] sound) =>
        AnswerContents.Add(ref contents, new DataContent(sound, _mediaType) { RawRepresentation = _last });

    private static bool TryDecode(string data, out byte[] sound)
    {
        sound = new byte[data.Length / 4 * 3 + 3];
        bool isBase64 = Convert.TryFromBase64String(data, sound, out int count);
        if (isBase64 && count < sound.Length) sound = sound[..count];
        return isBase64;
    }

    private static string MediaTypeOf(AudioOutputFormat? format) => format?.Value switch
    {
        null or "" or "mp3" => "audio/mpeg",
        "pcm16" => "audio/pcm",
        { } other => $"audio/{other}",
    };
}
