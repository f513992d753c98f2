using Newtonsoft.Json;

namespace ChatGateway;

public partial record EmbeddingResponse
{
    /// <summary>Where the answer came from and at what cost in attempts. Not part of the JSON.</summary>
    /// <value>Null for an object that did not come from a call.</value>
    [JsonIgnore]
    public GatewayResponse? Response { get; init; }
}
