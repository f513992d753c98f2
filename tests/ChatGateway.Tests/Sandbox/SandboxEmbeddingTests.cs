using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using ChatGateway.Sandbox;
using Xunit;

namespace ChatGateway.Tests.Sandbox;

public class SandboxEmbeddingTests
{
    [Theory]
    [InlineData("text-embedding-ada-002", "", 1536)]
    [InlineData("text-embedding-3-small", "", 1536)]
    [InlineData("text-embedding-3-large", "", 3072)]
    [InlineData("text-embedding-3-large", ""","dimensions":7""", 7)]
    public async Task Embeddings_Vector_HasTheModelsWidthAndLengthOne(string model, string more, int width)
    {
        await using var sandbox = await SandboxGateway.StartAsync();

        JsonNode answer = await EmbedAsync(sandbox, "\"Hello\"", more, model);

        float[] vector = Floats(answer["data"]![0]!);
        Assert.Equal(width, vector.Length);
        Assert.Equal(1, Math.Sqrt(vector.Sum(v => (double)v * v)), 4);
        Assert.Equal(model, (string?)answer["model"]);
        Assert.Equal("list", (string?)answer["object"]);
        Assert.Equal("embedding", (string?)answer["data"]![0]!["object"]);
    }

    [Fact]
    public async Task Embeddings_BothEncodings_HoldTheSameVectors()
    {
        await using var sandbox = await SandboxGateway.StartAsync();
        const string Inputs = """["red","绿色","👩‍🚀"]""";

        JsonNode floats = await EmbedAsync(sandbox, Inputs, ""","encoding_format":"float" """);
        JsonNode base64 = await EmbedAsync(sandbox, Inputs, ""","encoding_format":"base64" """);

        Assert.Equal([0, 1, 2], base64["data"]!.AsArray().Select(d => (int)d!["index"]!));
        for (int i = 0; i < 3; i++)
        {
            byte[] bytes = Convert.FromBase64String((string)base64["data"]![i]!["embedding"]!);
            Assert.Equal(Floats(floats["data"]![i]!), MemoryMarshal.Cast<byte, float>(bytes).ToArray());
        }
    }

    [Theory]
    [InlineData("\"Hello there\"", 1, 3)]
    [InlineData("""["Hello there","你好"]""", 2, 5)]
    [InlineData("[15339,1070]", 1, 2)]
    [InlineData("[[15339],[1070,5,6]]", 2, 4)]
    public async Task Embeddings_EveryFormOfInput_IsCounted(string input, int vectors, int tokens)
    {
        await using var sandbox = await SandboxGateway.StartAsync();

        JsonNode answer = await EmbedAsync(sandbox, input, ""","dimensions":16""");

        Assert.Equal(vectors, answer["data"]!.AsArray().Count);
        Assert.Equal($$"""{"prompt_tokens":{{tokens}},"total_tokens":{{tokens}}}""", answer["usage"]!.ToJsonString());
    }

    [Fact]
    public async Task Embeddings_Vectors_DependOnTheInputOnly()
    {
        await using var first = await SandboxGateway.StartAsync();
        await using var second = await SandboxGateway.StartAsync();

        float[] alone = Floats((await EmbedAsync(first, "\"red\""))["data"]![0]!);
        JsonNode batch = await EmbedAsync(second, """["green","red"]""");

        Assert.Equal(alone, Floats(batch["data"]![1]!));
        Assert.NotEqual(alone, Floats(batch["data"]![0]!));
    }

    private static Task<JsonNode> EmbedAsync(SandboxGateway sandbox, string input, string more = "", string model = "text-embedding-3-small")
        => sandbox.PostAsync("embeddings", "{\"model\":\"" + model + "\",\"input\":" + input + more + "}").ReadJsonAsync();

    private static float[] Floats(JsonNode item) => [.. item["embedding"]!.AsArray().Select(v => (float)v!)];
}
