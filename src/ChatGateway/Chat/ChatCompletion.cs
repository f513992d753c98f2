using Newtonsoft.Json;

namespace ChatGateway;

public partial record ChatCompletion
{
    private GatewayResponse? _response;

    /// <summary>The first choice's text.</summary>
    /// <value>Null when it has none: beside tool calls and refusals.</value>
    [JsonIgnore]
    public string? Text => First?.Text;

    /// <summary>The first choice's reasoning, under whichever name the gateway sent it.</summary>
    /// <value>Null when there is none.</value>
    [JsonIgnore]
    public string? Reasoning => First?.Reasoning;

    /// <summary>Where the answer came from and at what cost in attempts. Not part of the JSON.</summary>
    /// <value>Null for an object that did not come from a call.</value>
    [JsonIgnore]
    public GatewayResponse? Response { get => _response; init => _response = value; }

    /// <summary>Says where the answer came from, before anybody else has it.</summary>
    internal void CameFrom(GatewayResponse response) => _response = response;

    private ChatCompletionMessage? First => Choices.Count > 0 ? Choices[0].Message : null;
}
