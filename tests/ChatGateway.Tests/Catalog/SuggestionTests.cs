using Xunit;

namespace ChatGateway.Tests.Catalog;

/// <summary>Wrong ids, and the model of free keys that each probably means.</summary>
public sealed class SuggestionTests
{
    /// <summary>From the facts, and by casing, separators, typos, routes, snapshots and confusions.</summary>
    public static TheoryData<string, string> Wrong => new()
    {
        { "GPT-4o-mini", "gpt-4o-mini" },
        { "Gpt-4O", "gpt-4o" },
        { "GPT-5", "gpt-5" },
        { "DeepSeek-R1", "deepseek-r1" },
        { "DEEPSEEK-V3", "deepseek-v3" },
        { "Text-Embedding-3-Small", "text-embedding-3-small" },
        { " gpt-4o-mini ", "gpt-4o-mini" },
        { "gpt4o", "gpt-4o" },
        { "gpt4o-mini", "gpt-4o-mini" },
        { "gpt_4o_mini", "gpt-4o-mini" },
        { "gpt 4o mini", "gpt-4o-mini" },
        { "gpt-4-1", "gpt-4.1" },
        { "gpt_4.1_nano", "gpt-4.1-nano" },
        { "gpt41mini", "gpt-4.1-mini" },
        { "gpt-3.5turbo", "gpt-3.5-turbo" },
        { "gpt-35-turbo", "gpt-3.5-turbo" },
        { "gpt35turbo", "gpt-3.5-turbo" },
        { "deepseekr1", "deepseek-r1" },
        { "deepseek_v3", "deepseek-v3" },
        { "deepseek-v3.2-exp", "deepseek-v3-2-exp" },
        { "gpt-5-4", "gpt-5.4" },
        { "gpt-5_mini", "gpt-5-mini" },
        { "text_embedding_3_large", "text-embedding-3-large" },
        { "textembedding3small", "text-embedding-3-small" },
        { "gtp-4o-mini", "gpt-4o-mini" },
        { "gpt-4o-mni", "gpt-4o-mini" },
        { "gpt-4o-minni", "gpt-4o-mini" },
        { "gpt-4o-mimi", "gpt-4o-mini" },
        { "gpt-4.1-nanno", "gpt-4.1-nano" },
        { "gpt-3.5-trubo", "gpt-3.5-turbo" },
        { "gpt-3.5-tubro", "gpt-3.5-turbo" },
        { "depseek-r1", "deepseek-r1" },
        { "deepseak-v3", "deepseek-v3" },
        { "text-embeding-3-small", "text-embedding-3-small" },
        { "text-embedding-ada-02", "text-embedding-ada-002" },
        { "text-embedding-3-smal", "text-embedding-3-small" },
        { "gpt-40", "gpt-4o" },
        { "gpt-4o-mini.", "gpt-4o-mini" },
        { "gpt-4o-ca", "gpt-4o" },
        { "gpt-4o-mini-ca", "gpt-4o-mini" },
        { "gpt-5-ca", "gpt-5" },
        { "gpt-5-nano-ca", "gpt-5-nano" },
        { "gpt-4.1-mini-ca", "gpt-4.1-mini" },
        { "gpt-3.5-turbo-ca", "gpt-3.5-turbo" },
        { "gpt-5.4-ca", "gpt-5.4" },
        { "gpt-5.4-mini-ca", "gpt-5-mini" },
        { "gpt-4o-2024-11-20", "gpt-4o" },
        { "gpt-4o-2024-05-13", "gpt-4o" },
        { "gpt-4o-mini-2024-07-18", "gpt-4o-mini" },
        { "gpt-4.1-2025-04-14", "gpt-4.1" },
        { "gpt-4.1-nano-2025-04-14", "gpt-4.1-nano" },
        { "gpt-5.1-2025-11-13", "gpt-5.1" },
        { "gpt-3.5-turbo-0125", "gpt-3.5-turbo" },
        { "gpt-3.5-turbo-1106", "gpt-3.5-turbo" },
        { "deepseek-r1-250528", "deepseek-r1" },
        { "gpt-4-0613", "gpt-4o" },
        { "gpt-4", "gpt-4o" },
        { "gpt-4-turbo", "gpt-4o" },
        { "gpt-4-mini", "gpt-4o-mini" },
        { "chatgpt-4o-latest", "gpt-4o" },
        { "gpt-5-chat-latest", "gpt-5" },
        { "deepseek-chat", "deepseek-v3" },
        { "deepseek-reasoner", "deepseek-r1" },
        { "deepseek-v3.2", "deepseek-v3-2-exp" },
        { "gpt-3.5-turbo-16k", "gpt-3.5-turbo" },
        { "gpt-3.5", "gpt-3.5-turbo" },
        { "gpt-3.5-turbo-instruct", "gpt-3.5-turbo" },
        { "openai/gpt-4o-mini", "gpt-4o-mini" },
        { "deepseek/deepseek-r1", "deepseek-r1" },
        { "text-embedding-3", "text-embedding-3-large" },
        { "embedding-ada-002", "text-embedding-ada-002" },
        { "gpt-4o-mini:free", "gpt-4o-mini" },
        { "models/gpt-4.1", "gpt-4.1" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Id_ThatIsWrong_IsAnsweredByTheOneMeant(string wrong, string meant)
    {
        Assert.False(ModelAllowlist.FreeTier.Allows(wrong));
        Assert.Equal(meant, ModelSuggestion.Find(wrong, ModelAllowlist.FreeTier, NearestModel.IsEmbedding(wrong))?.Value);
    }

    [Theory]
    [InlineData("llama3:8b")]
    [InlineData("zzzzzzzzzzzzzzzz")]
    [InlineData("mistral-large")]
    [InlineData("x")]
    public void Id_OfAnotherWorld_HasNoAnswer(string id) =>
        Assert.Null(ModelSuggestion.Find(id, ModelAllowlist.FreeTier, isEmbedding: false));

    [Fact]
    public void Table_IsLong() => Assert.True(Wrong.Count >= 60, $"{Wrong.Count} ids");
}
