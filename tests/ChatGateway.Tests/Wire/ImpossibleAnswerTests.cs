using Xunit;

namespace ChatGateway.Tests.Wire;

/// <summary>Values that lose or falsify an answer, in whole answers and in streams: errors, and never the payload in their texts.</summary>
public sealed class ImpossibleAnswerTests
{
    private static readonly string Deep = new string('[', 200) + new string(']', 200);

    private static readonly string[] Bodies =
    [
        // indices
        """{"choices":[{"index":-1,"MESSAGE":{"content":"SECRET"}}]}""",
        """{"choices":[{"index":1000000000,"MESSAGE":{"content":"SECRET"}}]}""",
        """{"choices":[{"index":0.5,"MESSAGE":{"content":"SECRET"}}]}""",
        """{"choices":[{"index":99999999999999999999,"MESSAGE":{"content":"SECRET"}}]}""",
        """{"choices":[{"index":"SECRET","MESSAGE":{"content":"x"}}]}""",
        """{"choices":[{"index":0,"MESSAGE":{"tool_calls":[{"index":-1,"function":{"name":"SECRET"}}]}}]}""",
        """{"choices":[{"index":0,"MESSAGE":{"tool_calls":[{"index":1000000000,"function":{"name":"SECRET"}}]}}]}""",
        // numbers
        """{"created":1e400,"choices":[{"index":0,"MESSAGE":{"content":"SECRET"}}]}""",
        """{"created":123456789012345678901234567890,"choices":[{"index":0,"MESSAGE":{"content":"SECRET"}}]}""",
        """{"choices":[{"index":0,"MESSAGE":{"content":"SECRET"}}],"usage":{"total_tokens":4294967296}}""",
        """{"choices":[{"index":0,"MESSAGE":{"content":"SECRET"},"logprobs":{"content":[{"token":"x","logprob":-1e999}]}}]}""",
        """{"choices":[{"index":0,"MESSAGE":{"content":"SECRET"},"logprobs":{"content":[{"token":"x","bytes":[99999999999]}]}}]}""",
        // other types
        """{"choices":[{"index":0,"MESSAGE":{"content":{"SECRET":1}}}]}""",
        """{"choices":[{"index":0,"MESSAGE":"SECRET"}]}""",
        """{"choices":[{"index":0,"MESSAGE":["SECRET"]}]}""",
        """{"choices":{"SECRET":1}}""",
        """{"choices":["SECRET"]}""",
        """{"choices":[{"index":0,"MESSAGE":{"content":"SECRET"}}],"usage":[{"SECRET":1}]}""",
        // depth
        """{"choices":[{"index":0,"MESSAGE":{"content":"SECRET"}}],"x":DEEP}""",
        """{"choices":[{"index":0,"MESSAGE":{"tool_calls":[{"index":0,"function":{"name":"SECRET","arguments":DEEP}}]}}]}""",
        // not JSON, or more than JSON
        """{"choices":[{"index":0,"MESSAGE":{"content":"SECRET""",
        """{"choices":[{"index":0,"MESSAGE":{"content":"SECRET"}}]} x""",
        """{"choices":[{"index":0,"MESSAGE":{"content":"SECRET"}}]}]""",
        """{'choices':[{'index':0,'MESSAGE':{'content':'SECRET'}}]}""",
        """{"choices":[{"index":0,"MESSAGE":{"content":"SECRET"}},]}""",
        """{"choices":[{"index":NaN,"MESSAGE":{"content":"SECRET"}}]}""",
        """{"choices":[{"index":0,"MESSAGE":{"content":"SECRET\ud83"}}]}""",
    ];

    public static TheoryData<string, bool> Answers
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (string body in Bodies)
            {
                data.Add(body, false);
                data.Add(body, true);
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Answer_ThatIsImpossible_IsProtocolException_WithoutThePayload(string json, bool streamed)
    {
        var error = await Assert.ThrowsAsync<GatewayProtocolException>(() => BothWays.CompleteAsync(json.Replace("DEEP", Deep, StringComparison.Ordinal), streamed));

        Assert.DoesNotContain("SECRET", error.ToString(), StringComparison.Ordinal);
        Assert.Null(error.InnerException);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Text_ThatIsNotUtf8_IsProtocolException(bool streamed)
    {
        byte[] json = [.. "{\"choices\":[{\"index\":0,\"message\":{\"content\":\""u8, 0xC3, 0x28, .. "\"},\"delta\":{\"content\":\""u8, 0xC3, 0x28, .. "\"}}]}"u8];
        byte[] body = streamed ? [.. "data: "u8, .. json, .. "\n\n"u8] : json;

        await Assert.ThrowsAsync<GatewayProtocolException>(() => BothWays.SendAsync(body, streamed ? "text/event-stream" : "application/json", streamed));
    }
}
