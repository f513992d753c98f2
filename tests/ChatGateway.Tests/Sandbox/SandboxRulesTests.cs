using System.Net;
using System.Text.Json.Nodes;
using ChatGateway.Sandbox;
using Xunit;

namespace ChatGateway.Tests.Sandbox;

public class SandboxRulesTests
{
    private const string FreeModelText =
        "免费API限制使用deepseek-r1，deepseek-v3，gpt-3.5-turbo，gpt-4o-mini，gpt-4o和embeddings模型。"
        + "The free account is limited to use deepseek-r1, deepseek-v3, gpt-3.5-turbo, gpt-4o-mini, gpt-4o and embeddings."
        + "(当前请求使用的ApiKey: sk-Ab1****xYz9)";

    private static readonly SandboxOptions Paid = new() { Rules = SandboxRules.ChatAnywherePaid };

    [Theory]
    [InlineData("gpt-4o-mini-ca")]
    [InlineData("gpt-4-0613")]
    [InlineData("no-such-model")]
    [InlineData("GPT-4o-mini")]
    public async Task ChatCompletions_DisallowedModel_Answers403(string model)
    {
        await using var sandbox = await SandboxGateway.StartAsync();

        await sandbox.PostChatAsync(SandboxCalls.Chat("Hello", model)).AssertErrorAsync(HttpStatusCode.Forbidden, "403 FORBIDDEN", FreeModelText);
    }

    [Theory]
    [InlineData("gpt-4o-mini")]
    [InlineData("gpt-3.5-turbo")]
    [InlineData("gpt-4-0613")]
    public async Task LegacyCompletions_FreeKey_Answers403WhateverTheModel(string model)
    {
        await using var sandbox = await SandboxGateway.StartAsync();

        await sandbox.PostAsync("completions", $$"""{"model":"{{model}}","prompt":"Hello"}""")
            .AssertErrorAsync(HttpStatusCode.Forbidden, "403 FORBIDDEN", FreeModelText);
    }

    [Theory]
    [InlineData(SandboxRules.ChatAnywherePaid)]
    [InlineData(SandboxRules.Open)]
    public async Task LegacyCompletions_OtherRules_Answers404(SandboxRules rules)
    {
        await using var sandbox = await SandboxGateway.StartAsync(new SandboxOptions { Rules = rules });

        await sandbox.PostAsync("completions", """{"model":"gpt-4o-mini","prompt":"Hello"}""")
            .AssertErrorAsync(HttpStatusCode.NotFound, "404 NOT_FOUND", "There is no route POST /v1/completions.");
    }

    [Fact]
    public async Task ChatCompletions_InputTooLong_Answers403()
    {
        await using var sandbox = await SandboxGateway.StartAsync();

        await sandbox.PostChatAsync(SandboxCalls.Chat(new string('字', 4096))).AssertErrorAsync(
            HttpStatusCode.Forbidden,
            "403 FORBIDDEN",
            "免费API限制模型输入token小于4096。The number of prompt tokens for free accounts is limited to 4096.(当前请求使用的ApiKey: sk-Ab1****xYz9)");
        await sandbox.PostChatAsync(SandboxCalls.Chat(new string('字', 4000))).ReadJsonAsync();
    }

    [Fact]
    public async Task ChatCompletions_OwnInputLimit_IsEnforcedAndNamed()
    {
        await using var sandbox = await SandboxGateway.StartAsync(new SandboxOptions { MaxInputTokens = 20 });

        JsonNode error = await sandbox.PostChatAsync(SandboxCalls.Chat(new string('x', 80))).ReadJsonAsync(HttpStatusCode.Forbidden);

        Assert.Contains("limited to 20.", (string?)error["error"]!["message"], StringComparison.Ordinal);
        await sandbox.PostChatAsync(SandboxCalls.Chat("Hello")).ReadJsonAsync();
    }

    [Fact]
    public async Task ChatCompletions_LongInputOfPaidKey_Answers200()
    {
        await using var sandbox = await SandboxGateway.StartAsync(Paid);

        await sandbox.PostChatAsync(SandboxCalls.Chat(new string('字', 5000))).ReadJsonAsync();
    }

    [Fact]
    public async Task ChatCompletions_PaidKey_TakesCatalogueModelsOnly()
    {
        await using var sandbox = await SandboxGateway.StartAsync(Paid);

        await sandbox.PostChatAsync(SandboxCalls.Chat("Hello", "claude-opus-4-7")).ReadJsonAsync();
        await sandbox.PostChatAsync(SandboxCalls.Chat("Hello", "no-such-model"))
            .AssertErrorAsync(HttpStatusCode.NotFound, "404 NOT_FOUND", "The model `no-such-model` does not exist.");
    }

    [Fact]
    public async Task ChatCompletions_OpenRules_TakesAnyModelWithoutKey()
    {
        await using var sandbox = await SandboxGateway.StartAsync(SandboxCalls.Open);

        JsonNode answer = await sandbox.PostChatAsync(SandboxCalls.Chat("Hello", "Qwen/Qwen3-8B"), key: null).ReadJsonAsync();

        Assert.Equal("Qwen/Qwen3-8B", (string?)answer["model"]);
    }

    [Fact]
    public async Task Routes_ModelOfTheOtherKind_Answers400()
    {
        await using var sandbox = await SandboxGateway.StartAsync();

        await sandbox.PostChatAsync(SandboxCalls.Chat("Hello", "text-embedding-3-small"))
            .AssertErrorAsync(HttpStatusCode.BadRequest, "400 BAD_REQUEST", "$.model: text-embedding-3-small is not a chat model");
        await sandbox.PostAsync("embeddings", """{"model":"gpt-4o-mini","input":"Hello"}""")
            .AssertErrorAsync(HttpStatusCode.BadRequest, "400 BAD_REQUEST", "$.model: gpt-4o-mini is not an embedding model");
    }

    [Theory]
    [InlineData("sk-short", "****")]
    [InlineData("sk-Ab1cdefghijklmnxYz9", "sk-Ab1****xYz9")]
    public async Task Errors_Key_IsMasked(string key, string masked)
    {
        await using var sandbox = await SandboxGateway.StartAsync();

        JsonNode error = await sandbox.PostChatAsync(SandboxCalls.Chat("Hello", "gpt-4-0613"), key).ReadJsonAsync(HttpStatusCode.Forbidden);

        Assert.EndsWith($"(当前请求使用的ApiKey: {masked})", (string?)error["error"]!["message"], StringComparison.Ordinal);
    }
}
