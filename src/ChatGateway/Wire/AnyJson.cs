using Newtonsoft.Json.Linq;

namespace ChatGateway;

/// <summary>A document of no known form.</summary>
internal sealed record AnyJson(JToken Token) : IWireReadable<AnyJson>
{
    static AnyJson IWireReadable<AnyJson>.Read(ref WireReader reader) => new(WireTokens.Read(ref reader));
}
