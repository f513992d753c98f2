using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ChatGateway.Sandbox;

/// <summary>Writes JSON as gateways do: compact UTF-8, characters of other scripts as they are.</summary>
internal static class WireJson
{
    public const string ContentType = "application/json";

    public static readonly JsonSerializerOptions SerializerOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Bytes(JsonNode node) => Bytes(writer => node.WriteTo(writer));

    public static Task AnswerAsync(GatewayCall call, JsonNode node) => AnswerAsync(call, Bytes(node));

    public static Task AnswerAsync(GatewayCall call, Action<Utf8JsonWriter> write) => AnswerAsync(call, Bytes(write));

    private static async Task AnswerAsync(GatewayCall call, byte[] body)
    {
        HttpResponse response = call.Http.Response;
        response.ContentType = ContentType;
        await response.Body.WriteAsync(body, call.Aborted);
        await response.Body.FlushAsync(call.Aborted);
    }

    private static byte[] Bytes(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
            write(writer);
        return buffer.WrittenSpan.ToArray();
    }
}
