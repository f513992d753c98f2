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
    public void Read_OddForm_GivesTheMessage(string json, string? message) =>
        Assert.Equal(message, ErrorBody.Read(Encoding.UTF8.GetBytes(json)).Message);

    [Theory]
    [InlineData("""{"error":null,"choices":[null,{"index":0}]}""")]
    [InlineData("""{"error":null,"detail":null,"choices":[{"index":0}]}""")]
    [InlineData("""{"detail":"about the answer","choices":[{"index":0}]}""")]
    [InlineData("""{"message":"ok","data":[1]}""")]
    [InlineData("""{"base_resp":{"status_code":0}}""")]
    public void FindInSuccess_GoodAnswer_FindsNone(string json) => Assert.Null(ErrorBody.FindInSuccess(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Read_AnyJson_NeverThrows()
    {
        string[] names = ["error", "message", "msg", "detail", "err", "errors", "header", "response", "base_resp", "innererror", "code", "type", "choices", "data", "loc"];
        Gen<JToken> leaf = Gen.OneOf(
            Gen.Const((JToken)JValue.CreateNull()), Gen.Bool.Select(x => (JToken)new JValue(x)), Gen.Int.Select(x => (JToken)new JValue(x)), Gen.String.AlphaNumeric.Select(x => (JToken)new JValue(x)));
        Gen<JToken> Level(Gen<JToken> inner) => Gen.OneOf(
            leaf,
            inner.Array[0, 3].Select(items => (JToken)new JArray(items.Select(item => item.DeepClone()))),
            Gen.Select(Gen.OneOfConst(names), inner).Array[0, 4].Select(pairs =>
            {
                var value = new JObject();
                foreach ((string name, JToken token) in pairs) value[name] = token.DeepClone();
                return (JToken)value;
            }));

        Level(Level(Level(leaf))).Sample(
            token =>
            {
                byte[] json = Encoding.UTF8.GetBytes(token.ToString());
                Assert.NotNull(ErrorBody.Read(json));
                _ = ErrorBody.FindInSuccess(json);
            },
            iter: 5000);
    }
}
