using System.Text.Json;

namespace ChatGateway.Sandbox;

/// <summary>A validated embedding request with its input in one form.</summary>
internal sealed class EmbeddingRequest
{
    public EmbeddingRequest(JsonElement json)
    {
        Model = json.Text("model")!;
        AskedDimensions = json.Number("dimensions");
        AsBase64 = json.Text("encoding_format") == "base64";
        JsonElement input = json.GetProperty("input");
        IsBatch = input.ValueKind == JsonValueKind.Array && !input.EnumerateArray().Any(i => i.ValueKind == JsonValueKind.Number);
        Inputs = IsBatch ? [.. input.EnumerateArray().Select(Read)] : [Read(input)];
    }

    public string Model { get; }

    public IReadOnlyList<EmbeddingText> Inputs { get; }

    /// <summary>Whether the input is a list of texts or of token lists; a list of numbers is one text.</summary>
    public bool IsBatch { get; }

    public int? AskedDimensions { get; }

    public bool AsBase64 { get; }

    public int Dimensions => AskedDimensions ?? EmbeddingWidths.Native(Model);

    private static EmbeddingText Read(JsonElement input)
    {
        if (input.ValueKind == JsonValueKind.Array)
            return new EmbeddingText("tokens " + input.GetRawText(), input.GetArrayLength(), input.GetArrayLength() == 0);
        string text = input.GetString()!;
        return new EmbeddingText("text " + text, TokenEstimate.OfText(text), text.Length == 0);
    }
}
