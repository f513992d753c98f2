using CsCheck;
using Newtonsoft.Json.Linq;
using Xunit;

namespace ChatGateway.Tests.Wire;

/// <summary>The generated readers and writers agree with Newtonsoft on the same types: on every sample and on generated documents.</summary>
public sealed class NewtonsoftDifferentialTests
{
    private const long Documents = 200;

    public static TheoryData<string, string> Samples
    {
        get
        {
            var samples = new TheoryData<string, string>();
            Add("requests", name => name.Contains("variants", StringComparison.Ordinal) ? null : name.Contains("embeddings", StringComparison.Ordinal) ? typeof(EmbeddingRequest) : typeof(ChatCompletionRequest));
            Add("chat", _ => typeof(ChatCompletion));
            Add("embeddings", _ => typeof(EmbeddingResponse));
            Add("models", name => name.Contains("retrieve", StringComparison.Ordinal) ? typeof(ModelInfo) : typeof(ModelList));
            return samples;

            void Add(string folder, Func<string, Type?> typeOf)
            {
                foreach (string name in WireSample.Names(folder))
                {
                    if (typeOf(name) is { } type) samples.Add(name, type.Name);
                }
            }
        }
    }

    public static TheoryData<string> RecordNames => [.. WireTypes.Records.Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Sample_ReadAndWrittenBothWays_IsTheSame(string name, string typeName) =>
        AssertAgree(WireTypes.Records.Single(type => type.Name == typeName), WireSample.Text(name));

    [Fact]
    public void StreamSamples_EveryChunk_IsTheSame()
    {
        int chunks = 0;
        foreach (string name in WireSample.Names("stream"))
        {
            foreach (string line in WireSample.Text(name).Split('\n', '\r'))
            {
                if (!line.StartsWith("data: {\"", StringComparison.Ordinal) || !line.EndsWith('}')) continue;
                AssertAgree(typeof(ChatCompletionChunk), line["data: ".Length..]);
                chunks++;
            }
        }
        Assert.True(chunks > 100, $"Only {chunks} chunks were found.");
    }

    [Theory]
    [MemberData(nameof(RecordNames))]
    public void GeneratedDocuments_ReadAndWrittenBothWays_AreTheSame(string typeName)
    {
        Type type = WireTypes.Records.Single(record => record.Name == typeName);
        DocumentGenerator.For(type).Sample(document => AssertAgree(type, document.ToString()), iter: Documents);
    }

    [Fact]
    public void Read_DateLikeText_StaysText()
    {
        const string Date = "2024-01-01T00:00:00Z";
        string json = new JObject { ["role"] = "user", ["content"] = Date, ["name"] = Date, ["unknown"] = Date }.ToString();

        // default settings, as a user would call it
        var message = Newtonsoft.Json.JsonConvert.DeserializeObject<ChatRequestMessage>(json)!;

        Assert.Equal(Date, message.Content!.Text);
        Assert.Equal(Date, message.Name);
        Assert.Equal(JTokenType.String, message.AdditionalProperties["unknown"].Type);
    }

    private static void AssertAgree(Type type, string json)
    {
        object byReader = WireTypes.Read(type, json);
        object byNewtonsoft = WireTypes.ReadByNewtonsoft(type, json);
        string expected = WireTypes.Canonical(WireTypes.Write(byReader));
        // each pair isolates one side: the readers, then the writers
        Assert.Equal(expected, WireTypes.Canonical(WireTypes.Write(byNewtonsoft)));
        Assert.Equal(expected, WireTypes.Canonical(WireTypes.WriteByNewtonsoft(byReader)));
        Assert.Equal(expected, WireTypes.Canonical(WireTypes.WriteByNewtonsoft(byNewtonsoft)));
    }
}
