using System.Diagnostics;
using Xunit;

namespace ChatGateway.Tests.Diagnostics;

/// <summary>No text that a gateway sends brings a key or an advert into an exception, and the rest stays as it was.</summary>
public sealed class ScrubberTests
{
    private const string Key = "sk-Live0123456789abcdefABCDEF";

    [Theory]
    // ChatAnywhere's ends, in both kinds of brackets
    [InlineData("No. (当前请求使用的ApiKey: sk-Ab1****xYz9)", "No.")]
    [InlineData("No.（当前请求使用的ApiKey：sk-Ab1****xYz9）【如果您遇到问题，欢迎加入QQ群：000】", "No.")]
    [InlineData("No.(ApiKey: sk-Ab1****xYz9）【a】【b】 Really.", "No. Really.")]
    // the end was cut off
    [InlineData("No. (当前请求使用的ApiKey: sk-Ab1****xY", "No. (当前请求使用的ApiKey: ***")]
    // the caller's own key, wherever it stands
    [InlineData("Key " + Key + " is wrong", "Key *** is wrong")]
    [InlineData("密钥" + Key + "错误", "密钥***错误")]
    [InlineData("\"" + Key + "\"," + Key, "\"***\",***")]
    // keys of others
    [InlineData("密钥sk-proj-A_b-9错误", "密钥***错误")]
    [InlineData("sk-aaaa1111,sk-bbbb2222 sk-cccc3333", "***,*** ***")]
    [InlineData("provided: xa***Q9.", "provided: ***.")]
    [InlineData("Your api key: ****7d2f is invalid", "Your api key: *** is invalid")]
    [InlineData("key AIzaSyA0123456789_abcdefghijklmnopqrstu!", "key ***!")]
    [InlineData("gsk_0123456789abcdefABCDEF", "***")]
    [InlineData("(xai-0123456789abcdefABCDEF)", "(***)")]
    [InlineData("0123456789abcdef0123456789abcdef.AbCdEfGh12345678 expired", "*** expired")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl", "***")]
    [InlineData("Authorization: Bearer sk-aaaa1111", "Authorization: ***")]
    [InlineData("header 'bearer abc123def' is wrong", "header '***' is wrong")]
    // a list of faults in Python's words, with what was sent
    [InlineData("[{'loc': ('body', 'x'), 'msg': 'no', 'input': 'my \\'own\\' prompt', 'type': 't'}]", "[{'loc': ('body', 'x'), 'msg': 'no', 'input': …, 'type': 't'}]")]
    [InlineData("{\"msg\": \"no\", \"input\": \"my prompt", "{\"msg\": \"no\", \"input\": …")]
    [InlineData("{'input': {'content': 'my prompt'}, 'msg': 'no'}", "{'input': …")]
    [InlineData("{'input': 5, 'msg': 'no'}", "{'input': …, 'msg': 'no'}")]
    // what is no key
    [InlineData("Bearer authentication is required", "Bearer authentication is required")]
    [InlineData("a task-force, disk-based; sk-1; risk-averse", "a task-force, disk-based; sk-1; risk-averse")]
    [InlineData("(request id: 2026010110000012345678) model gpt-4o-mini-2024-07-18", "(request id: 2026010110000012345678) model gpt-4o-mini-2024-07-18")]
    [InlineData("id 0f8fad5b-d9cb-469f-a165-70867728950e, *bold*, **bold**", "id 0f8fad5b-d9cb-469f-a165-70867728950e, *bold*, **bold**")]
    [InlineData("【", "【")]
    public void Scrub_Text_TakesKeysAndAdvertsOut(string text, string scrubbed) => Assert.Equal(scrubbed, Scrubber.Scrub(text, Key));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \n")]
    [InlineData("【只有广告】")]
    public void Scrub_Nothing_IsNull(string? text) => Assert.Null(Scrubber.Scrub(text, Key));

    [Fact]
    public void Scrub_ShortPlaceholderKey_LeavesTheText() => Assert.Equal("model not found", Scrubber.Scrub("model not found", "o"));

    [Fact]
    public void Scrub_KeyAcrossEveryBound_IsNowhere()
    {
        // around the length that is shown, and around the window that is read when adverts make room
        foreach (int start in Enumerable.Range(960, 60).Concat(Enumerable.Range(3960, 60)))
        {
            string advert = start < 3000 ? "" : $"【{new string('群', 3000)}】";
            string text = $"{advert}{new string('x', start - advert.Length - 1)} {Key} and sk-other-{new string('9', 40)}";

            string scrubbed = Scrubber.Scrub(text, Key)!;

            Assert.DoesNotContain("sk-", scrubbed, StringComparison.Ordinal);
            Assert.DoesNotContain("999", scrubbed, StringComparison.Ordinal);
            Assert.InRange(scrubbed.Length, 0, Scrubber.MaxLength + 1);
        }
    }

    [Fact]
    public void Scrub_LongText_EndsBetweenCharacters()
    {
        string scrubbed = Scrubber.Scrub("x" + string.Concat(Enumerable.Repeat("😀", 600)), null)!;

        Assert.EndsWith("😀…", scrubbed, StringComparison.Ordinal);
    }

    // one for each expression that could go back and forth
    public static TheoryData<string> Repeated => ["(", "（ApiKey", "(ApiKey ", " ", "【", "sk-", "a*", "*", "Bearer ", "bearer a.", "eyJaaaaaaaaaa.", "0123456789abcdef", "AIza", "\""];

    [Theory]
    [MemberData(nameof(Repeated))]
    public void Scrub_HostileText_TakesNoTime(string part)
    {
        string text = string.Concat(Enumerable.Repeat(part, 300_000 / part.Length)) + "!";
        Scrubber.Scrub(text, Key);
        string? scrubbed = null;
        TimeSpan best = TimeSpan.MaxValue;

        // the best of three: what else the machine does takes time, too
        for (int i = 0; i < 3 && best >= TimeSpan.FromSeconds(1); i++)
        {
            var watch = Stopwatch.StartNew();
            scrubbed = Scrubber.Scrub(text, Key);
            if (watch.Elapsed < best) best = watch.Elapsed;
        }

        Assert.True(best < TimeSpan.FromSeconds(1), $"It took {best}.");
        Assert.InRange(scrubbed?.Length ?? 0, 0, Scrubber.MaxLength + 1);
    }
}
