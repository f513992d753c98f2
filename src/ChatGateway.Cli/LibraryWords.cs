namespace ChatGateway.Cli;

/// <summary>Puts the tool's options in the place of the library's members that advice for programmers names.</summary>
internal static class LibraryWords
{
    private static readonly (string Member, string Option)[] Words =
    [
        ("set ChatGatewayOptions.AllowedModels or KeyTier if", "give --tier paid if"),
        ("Set ChatGatewayOptions.AllowedModels or KeyTier if", "Give --tier paid if"),
        ("请设置 ChatGatewayOptions.AllowedModels 或 KeyTier", "请加上 --tier paid"),
        ("use a paid key (ChatGatewayOptions.KeyTier), or set ChatGatewayOptions.Quota.MaxPromptTokens if the key allows more", "or give --tier paid if the key is one"),
        ("ModelAllowlist.FreeTier", "the free list (chatgw models --tier free)"),
        ("GetModelsAsync", "chatgw models --live"),
        ("GenerateEmbeddingsAsync", "the embeddings route"),
    ];

    public static string ToOptions(string advice) =>
        Words.Aggregate(advice, (text, word) => text.Replace(word.Member, word.Option, StringComparison.Ordinal));
}
