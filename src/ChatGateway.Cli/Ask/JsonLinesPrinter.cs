using Newtonsoft.Json;

namespace ChatGateway.Cli;

/// <summary>Prints each chunk as JSON on a line of its own.</summary>
internal sealed class JsonLinesPrinter(TextWriter output) : IChunkPrinter
{
    private static readonly JsonSerializerSettings Escaped = new() { StringEscapeHandling = StringEscapeHandling.EscapeNonAscii };

    public void Print(ChatCompletionChunk chunk)
    {
        string json = JsonConvert.SerializeObject(chunk, Formatting.None);
        // half a character, as gateways cut them, cannot be written as UTF-8, but as \ud83d
        if (HoldsHalfACharacter(json)) json = JsonConvert.SerializeObject(chunk, Formatting.None, Escaped);
        output.Write(json + '\n');
    }

    public void End()
    {
        // every line is complete
    }

    private static bool HoldsHalfACharacter(string json)
    {
        for (int i = 0; i < json.Length; i++)
        {
            if (!char.IsSurrogate(json[i])) continue;
            if (i + 1 == json.Length || !char.IsSurrogatePair(json[i], json[i + 1])) return true;
            i++;
        }
        return false;
    }
}
