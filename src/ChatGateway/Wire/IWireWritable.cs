using System.Text.Json;

namespace ChatGateway;

/// <summary>A type that writes itself to the wire.</summary>
internal interface IWireWritable
{
    void Write(Utf8JsonWriter writer);
}
