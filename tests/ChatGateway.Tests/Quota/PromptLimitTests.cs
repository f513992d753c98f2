using ChatGateway.Sandbox;
using ChatGateway.Tests.Client;
using ChatGateway.Tests.Resilience;
using ChatGateway.Tests.Servers;
using CsCheck;
using Xunit;

namespace ChatGateway.Tests.Quota;

/// <summary>Prompts that a free key may not send are refused before they are sent.</summary>
public sealed class PromptLimitTests
{
    // words of one token each, however long
    private const string Abstract = "This contribution investigates computational approaches to environmental monitoring, emphasizing statistical modelling, uncertainty quantification and experimental validation. Experimental results demonstrate significant performance improvements compared with conventional optimization algorithms, particularly regarding computational efficiency and classification accuracy.";

    // about 4.6 characters a token in OpenAI's encodings
    private const string English = "The quick brown fox jumps over the lazy dog while the evening train leaves the little station. ";

    [Fact]
    public async Task CompleteChatAsync_LongPromptOfAFreeKey_ThrowsWithoutSending()
    {
        await using SandboxGateway sandbox = await SandboxGateway.StartAsync();
        using ChatGatewayClient client = Free.Client(sandbox.Endpoint);
        ChatCompletionRequest request = TestClient.Request("gpt-4o-mini", string.Concat(Enumerable.Repeat(English, 400)));

        var error = await Assert.ThrowsAsync<ArgumentException>(() => client.CompleteChatAsync(request));
        Assert.Throws<ArgumentException>(() => { _ = client.CompleteChatStreamingAsync(request); });

        Assert.Empty(sandbox.Requests);
        Assert.Contains("must stay below 4096", error.Message, StringComparison.Ordinal);
        Assert.Contains("Quota.MaxPromptTokens", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("quick brown", error.Message, StringComparison.Ordinal);
        Assert.Equal("request", error.ParamName);
    }

    // 2,730 tokens in o200k_base
    [Fact]
    public async Task CompleteChatAsync_DensePromptBelowTheLimit_IsSent()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Ok);
        using ChatGatewayClient client = Free.Client(server);

        await client.CompleteChatAsync(TestClient.Request("gpt-4o-mini", string.Concat(Enumerable.Repeat(Abstract, 70))));

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task CompleteChatAsync_LongPromptElsewhere_IsSent()
    {
        await using SandboxGateway sandbox = await SandboxGateway.StartAsync(new SandboxOptions { Rules = SandboxRules.ChatAnywherePaid });
        ChatCompletionRequest request = TestClient.Request("gpt-4o-mini", string.Concat(Enumerable.Repeat(English, 400)));
        using ChatGatewayClient other = TestClient.For(sandbox.Endpoint);
        using ChatGatewayClient paid = Free.Client(sandbox.Endpoint, options => options.KeyTier = KeyTier.Paid);
        using ChatGatewayClient lifted = Free.Client(sandbox.Endpoint, options => options.Quota.MaxPromptTokens = int.MaxValue);

        await other.CompleteChatAsync(request);
        await paid.CompleteChatAsync(request);
        await lifted.CompleteChatAsync(request);

        Assert.Equal(3, sandbox.Requests.Count);
    }

    [Fact]
    public async Task TokenCounter_Given_IsAskedForEachText()
    {
        await using SandboxGateway sandbox = await SandboxGateway.StartAsync();
        List<(ModelId Model, string Text)> asked = [];
        using ChatGatewayClient client = Free.Client(sandbox.Endpoint, options => options.Quota.TokenCounter = (model, text) =>
        {
            asked.Add((model, text));
            return text.Length;
        });
        ChatCompletionRequest request = TestClient.Request("gpt-4o-mini", "Hello") with
        {
            Messages =
            [
                ChatRequestMessage.System("Terse."),
                ChatRequestMessage.User([ChatContentPart.Text("What is this?"), ChatContentPart.Image("https://example.org/cat.png")]),
            ],
        };

        await client.CompleteChatAsync(request);
        var error = await Assert.ThrowsAsync<ArgumentException>(() => client.CompleteChatAsync(TestClient.Request("gpt-4o-mini", new string('x', 4090))));

        Assert.Equal([(ModelId.Gpt4oMini, "Terse."), (ModelId.Gpt4oMini, "What is this?"), (ModelId.Gpt4oMini, new string('x', 4090))], asked);
        Assert.Contains("a counted 4096 tokens", error.Message, StringComparison.Ordinal);
    }

    // counted with o200k_base
    [Theory]
    [InlineData("", 0)]
    [InlineData("Hello, world!", 4)]
    [InlineData("The quick brown fox jumps over the lazy dog.", 10)]
    [InlineData("internationalization of antidisestablishmentarianism", 10)]
    [InlineData("for (int i = 0; i < items.Length; i++)\n{\n    sum += items[i].Price;\n}\n", 25)]
    [InlineData("天空为什么是蓝色的？", 7)]
    [InlineData("人工智能正在改变我们的生活方式。", 9)]
    [InlineData("Почему небо голубое?", 6)]
    [InlineData("                                                                ", 1)]
    [InlineData("================================================================", 1)]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 8)]
    [InlineData("He didn't, and 12345 isn't 3.14%.", 13)]
    [InlineData(Abstract, 39)]
    [InlineData("坚持以习近平新时代中国特色社会主义思想为指导，全面贯彻落实党的二十大精神，深入推进改革开放，促进国民经济持续健康发展，加快建设社会主义现代化国家。", 36)]
    [InlineData("모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다.", 20)]
    [InlineData("प्रधानमंत्री ने कहा कि सरकार किसानों के लिए नई योजना शुरू करेगी और उत्तर प्रदेश में विकास कार्य जारी रहेगा।", 22)]
    public void AtLeast_TextOfKnownTokens_IsNotMore(string text, int tokens) => Assert.InRange(TokenEstimate.AtLeast(text), 0, tokens);

    // the bound lets a prompt pass unestimated: it must never be below the estimate
    [Fact]
    public void AtMost_AnyText_IsNotBelowTheEstimate()
    {
        Gen<string> ideographs = Gen.Char['\u4E00', '\u9FFF'].Array[0, 50].Select(characters => new string(characters));
        Gen.OneOf(Gen.String, ideographs).Sample(text => Assert.InRange(TokenEstimate.AtLeast(text), 0, TokenEstimate.AtMost(text)));
    }

    [Fact]
    public void AtLeast_LongProse_IsNotFarBelow()
    {
        // 20 tokens a sentence
        int estimate = TokenEstimate.AtLeast(string.Concat(Enumerable.Repeat(English, 100)));

        Assert.InRange(estimate, 1400, 2000);
    }
}
