using System.Text.RegularExpressions;

namespace ChatGateway.Cli;

/// <summary>Puts the tool's options and words in the place of the library's members that texts for programmers name.</summary>
internal static partial class LibraryWords
{
    private static readonly (string Member, string Option)[] Words =
    [
        ("set ChatGatewayOptions.AllowedModels or KeyTier if", "give --tier paid if"),
        ("Set ChatGatewayOptions.AllowedModels or KeyTier if", "Give --tier paid if"),
        ("请设置 ChatGatewayOptions.AllowedModels 或 KeyTier", "请加上 --tier paid"),
        ("use a paid key (ChatGatewayOptions.KeyTier), or set ChatGatewayOptions.Quota.MaxPromptTokens if the key allows more", "or give --tier paid if the key is one"),
        ("use https, or set AllowInsecureHttp", "use https, or give --allow-insecure-http"),
        ("that needs AllowInsecureHttp", "that needs --allow-insecure-http"),
        ("时需要 AllowInsecureHttp", "时需要 --allow-insecure-http"),
        ("ModelAllowlist.FreeTier", "the free list (chatgw models --tier free)"),
        ("GetModelsAsync", "chatgw models --live"),
        ("GenerateEmbeddingsAsync", "the embeddings route"),
        ("What had come is in Partial;", "What had come is printed;"),
        ("已收到的部分在 Partial 中；", "已收到的部分已经输出；"),
        ("its support can find the call by RequestId", "its support can find the call by the request id"),
        ("其客服可以凭 RequestId 查到该请求", "其客服可以凭请求编号查到该请求"),
        ("MaxTokens", "max_tokens"),
        ("MaxCompletionTokens", "max_completion_tokens"),
        ("HTTPS_PROXY, or the HttpClient's handler", "HTTPS_PROXY"),
        ("HTTPS_PROXY，或 HttpClient 的处理程序", "HTTPS_PROXY"),
        // the tool streams already
        ("; stream long answers if you do not yet", ""),
        ("；长回答如尚未使用流式输出，请使用", ""),
        ("Raise the limit if the answer is meant to be so large.", "The tool reads no larger answers."),
        ("如果回答本应如此之大，请提高该上限。", "本工具不读取更大的回答。"),
        ("this library", "this tool"),
        ("本库", "本工具"),
    ];

    /// <param name="text">An explanation, advice, or what is said of a wrong argument: the client's own words.</param>
    public static string ToOptions(string text) =>
        WithoutOptions(Words.Aggregate(text, (said, word) => said.Replace(word.Member, word.Option, StringComparison.Ordinal)));

    /// <summary>Takes out the names of options alone, which sentences of the client name beside a number.</summary>
    public static string WithoutOptions(string text) => LimitName().Replace(OptionName().Replace(text, ""), "the limit of $1");

    // " (ResilienceOptions.FirstEventTimeout)", " (Quota.WhenLimited)"
    [GeneratedRegex(@" ?[(（](?:ResilienceOptions|RequestOptions|ChatGatewayOptions|Quota)(?:\.\w+)+[)）]", RegexOptions.CultureInvariant)]
    private static partial Regex OptionName();

    // "GatewayLimits.MaxEventBytes (4194304 bytes)"
    [GeneratedRegex(@"GatewayLimits\.\w+ \((\d+ bytes)\)", RegexOptions.CultureInvariant)]
    private static partial Regex LimitName();
}
