using System.Text;
using ChatGateway.Tests.Wire;
using CsCheck;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ChatGateway.Tests.Fuzzing;

/// <summary>Answers with any subset of the members that the types declare, and values that the client accepts.</summary>
internal static class GeneratedBodies
{
    private const int MaxChoices = 3;

    private static readonly Gen<JObject> Chunk = DocumentGenerator.For(typeof(ChatCompletionChunk)).Select(Accepted);

    public static Gen<byte[]> Streams { get; } =
        from chunks in Chunk.Array[1, 5]
        from lineEnd in Gen.OneOfConst("\n", "\r\n", "\r")
        from ending in Gen.OneOfConst("data: [DONE]", "data:[DONE]", ": no end marker")
        from lineEnds in Gen.Int[0, 2]
        select Encoding.UTF8.GetBytes(string.Concat(chunks.Append(Finish).Select(chunk => $"data: {chunk.ToString(Formatting.None)}{lineEnd}{lineEnd}"))
            + ending + string.Concat(Enumerable.Repeat(lineEnd, lineEnds)));

    private static JObject Finish => new()
    {
        ["choices"] = new JArray(Enumerable.Range(0, MaxChoices).Select(index => new JObject { ["index"] = index, ["finish_reason"] = "stop" })),
    };

    public static Gen<byte[]> Of(FuzzTarget target) => target switch
    {
        FuzzTarget.Stream => Streams,
        FuzzTarget.Chat => Bodies(DocumentGenerator.For(typeof(ChatCompletion)).Where(body => body["choices"] is JArray { Count: > 0 })),
        FuzzTarget.Embeddings => Bodies(DocumentGenerator.For(typeof(EmbeddingResponse))),
        FuzzTarget.Models => Bodies(DocumentGenerator.For(typeof(ModelList))),
        _ => Bodies(DocumentGenerator.For(typeof(ErrorResponse))),
    };

    private static Gen<byte[]> Bodies(Gen<JObject> documents) => documents.Select(body => Encoding.UTF8.GetBytes(Accepted(body).ToString(Formatting.None)));

    private static JObject Accepted(JObject body)
    {
        foreach (JToken index in body.SelectTokens("$..index").Where(token => token.Type == JTokenType.Integer).ToArray())
            ((JProperty)index.Parent!).Value = (int)((uint)(long)index % MaxChoices);
        if (body["data"] is JArray { Count: > 0 } items && items[0]["embedding"] is not null)
        {
            // the client asks for two vectors
            body["data"] = new JArray(Enumerable.Range(0, 2).Select(i => new JObject((JObject)items[i % items.Count]) { ["index"] = i }));
        }
        return body;
    }
}
