using Newtonsoft.Json;

namespace ChatGateway;

public partial record ChatCompletionChunk
{
    private GatewayResponse? _response;

    /// <summary>The first choice's new text.</summary>
    /// <value>Null when the chunk brings none.</value>
    [JsonIgnore]
    public string? Text => First?.Text;

    /// <summary>The first choice's new reasoning, under whichever name the gateway sent it.</summary>
    /// <value>Null when the chunk brings none.</value>
    [JsonIgnore]
    public string? Reasoning => First?.Reasoning;

    /// <summary>Where the stream comes from. The same object on every chunk; not part of the JSON.</summary>
    /// <value>Null for an object that did not come from a call.</value>
    [JsonIgnore]
    public GatewayResponse? Response { get => _response; init => _response = value; }

    /// <summary>The members that no type declares, as they came.</summary>
    internal ReadOnlySpan<byte> Undeclared => _extensionData is null ? default : _extensionData.Raw;

    /// <summary>Says where the chunk comes from, before anybody else has it.</summary>
    internal void CameFrom(GatewayResponse response) => _response = response;

    private ChatCompletionDelta? First
    {
        get
        {
            foreach (ChatCompletionChunkChoice choice in Choices)
            {
                if (choice.Index is null or 0) return choice.Delta;
            }
            return null;
        }
    }
}
