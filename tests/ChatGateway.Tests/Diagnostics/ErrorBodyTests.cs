using System.Text;
using CsCheck;
using Newtonsoft.Json.Linq;
using Xunit;

namespace ChatGateway.Tests.Diagnostics;

public sealed class ErrorBodyTests
{
    [Theory]
    [InlineData("""{"error":{"message":"bad","code":null,"innererror":null}}""", "bad")]
    [InlineData("""{"message":"bad","response":null}""", "bad")]
    [InlineData("""{"detail":"x","header":"h"}""", "x")]
    [InlineData("""{"error":"x","base_resp":null}""", "x")]
    [InlineData("""{"error":{"message":{"detail":[{"msg":"deep","loc":["a",1]}]}}}""", "a.1: deep")]
    [InlineData("[]", null)]
    [InlineData("7", "7")]
    [InlineData("\uFEFF{\"message\":\"bad\"}", "bad")]
    [InlineData("\uFEFF<!DOCTYPE html>", null)]
    // cut at a limit, too deep, too long a number: what the error repeats of the request is not its message
    [InlineData("""{"detail":[{"type":"missing","loc":["body"],"msg":"Field required","input":{"content":"SECRET""", "Field required")]
    [InlineData("""{"input":{"message":"SECRET"},"error":{"message":"bad","code":"c","debug":"SECRET""", "bad")]
    [InlineData("""{"messages":[{"role":"user","content":"SECRET""", null)]
    [InlineData("""[{"error":{"message":"bad"}},""", "bad")]
    [InlineData("""{"error":"bad","x":""", "bad")]
    [InlineData("{\"message\":null,\"msg\":\"bad\",\"x\":\uFFFD", "bad")]
    // in the frame of the stream that was asked for
    [InlineData("data: {\"error\":{\"message\":\"bad\"}}\n\ndata: [DONE]\n\n", "bad")]
    [InlineData(": hello\r\nevent: error\r\ndata: {\"message\":\"bad\"}\r\n\r\n", "bad")]
    public void Read_OddForm_GivesTheMessage(string json, string? message) =>
        Assert.Equal(message, ErrorBody.Read(Encoding.UTF8.GetBytes(json)).Message);

    [Fact]
    public void Read_CutEnvelope_GivesAllThatIsThere()
    {
        ErrorBody body = ErrorBody.Read("""{"error":{"message":"too long","type":"invalid_request_error","param":"messages","code":413},"input":"SECRET"""u8);

        Assert.Equal(new ErrorBody("too long", "413", "invalid_request_error", "messages", IsHtml: false), body);
    }

    [Fact]
    public void Read_TooDeepJson_GivesTheMessage()
    {
        string deep = $$"""{"error":{"message":"bad"},"x":{{new string('[', 200)}}"SECRET"{{new string(']', 200)}}}""";

        Assert.Equal("bad", ErrorBody.Read(Encoding.UTF8.GetBytes(deep)).Message);
    }

    [Theory]
    [InlineData("""{"error":0,"choices":[{"index":0}]}""")]
    [InlineData("""{"error":0.0,"choices":[{"index":0}]}""")]
    [InlineData("""{"error":{},"choices":[{"index":0}]}""")]
    [InlineData("""{"error":[],"data":[1]}""")]
    [InlineData("""{"error":{"message":"","type":"","param":null,"code":0,"details":[{}]},"choices":[{"index":0}]}""")]
    [InlineData("""{"error":{"message":"","code":"200"},"choices":[{"index":0}]}""")]
    [InlineData("""{"choices":[{"index":0,"error":{"message":null}}]}""")]
    [InlineData("""{"base_resp":{"status_code":"0"},"choices":[{"index":0}]}""")]
    [InlineData("""{"x_groq":{"error":null},"choices":[{"index":0}]}""")]
    [InlineData("""{"error":null,"choices":[null,{"index":0}]}""")]
    [InlineData("""{"error":null,"detail":null,"choices":[{"index":0}]}""")]
    [InlineData("""{"detail":"about the answer","choices":[{"index":0}]}""")]
    [InlineData("""{"message":"ok","data":[1]}""")]
    [InlineData("""{"base_resp":{"status_code":0}}""")]
    [InlineData("""{"id":"m","object":"model","detail":"about the model"}""")]
    public void FindInSuccess_GoodAnswer_FindsNone(string json) => Assert.Null(ErrorBody.FindInSuccess(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Read_AnyJson_NeverThrows() => AnyJson().Sample(
        json =>
        {
            Assert.NotNull(ErrorBody.Read(json));
            _ = ErrorBody.FindInSuccess(json);
        },
        iter: 5000);

    [Fact]
    public void MayBeInEmpty_AnyJson_MissesNoError()
    {
        int found = 0;

        AnyJson().Sample(
            json =>
            {
                if (ErrorBody.FindInSuccess(json) is null) return;
                Interlocked.Increment(ref found);
                Assert.True(ErrorBody.MayBeInEmpty(json), Encoding.UTF8.GetString(json));
            },
            iter: 5000);

        Assert.True(found > 100, $"Only {found} of the documents held an error.");
    }

    [Theory]
    [InlineData("""{"id":"1","object":"chat.completion.chunk","choices":[],"usage":{"prompt_tokens":1,"prompt_tokens_details":{"cached_tokens":0}}}""")]
    [InlineData("""{"choices":[],"error":null,"prompt_filter_results":[{"content_filter_results":{"hate":{"filtered":false}}}]}""")]
    public void MayBeInEmpty_EventThatEndsOrBeginsAStream_IsNot(string json) => Assert.False(ErrorBody.MayBeInEmpty(Encoding.UTF8.GetBytes(json)));

    /// <summary>Documents of the members that errors have, and of others.</summary>
    private static Gen<byte[]> AnyJson()
    {
        string[] names = ["error", "message", "msg", "detail", "err", "errors", "header", "response", "base_resp", "status_code", "innererror", "x_groq", "code", "type", "object", "choices", "data", "loc"];
        Gen<JToken> leaf = Gen.OneOf(
            Gen.Const((JToken)JValue.CreateNull()), Gen.Bool.Select(x => (JToken)new JValue(x)), Gen.Int.Select(x => (JToken)new JValue(x)),
            Gen.String.AlphaNumeric.Select(x => (JToken)new JValue(x)), Gen.Const((JToken)new JValue("error")));
        Gen<JToken> Level(Gen<JToken> inner) => Gen.OneOf(
            leaf,
            inner.Array[0, 3].Select(items => (JToken)new JArray(items.Select(item => item.DeepClone()))),
            Gen.Select(Gen.OneOfConst(names), inner).Array[0, 4].Select(pairs =>
            {
                var value = new JObject();
                foreach ((string name, JToken token) in pairs) value[name] = token.DeepClone();
                return (JToken)value;
            }));
        return Level(Level(Level(leaf))).Select(token => Encoding.UTF8.GetBytes(token.ToString()));
    }
}
