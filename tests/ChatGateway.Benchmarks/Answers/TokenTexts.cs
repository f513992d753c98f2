namespace ChatGateway.Benchmarks.Answers;

/// <summary>What the streams say, a token each: English, Chinese, code, and characters that JSON escapes.</summary>
internal static class TokenTexts
{
    private static readonly string[] Texts =
    [
        "The", " answer", " to", " your", " question", " is", ":", "\n\n", "1", ".", " **", "Throughput", "**", " measures",
        " how", " many", " requests", " are", " served", " in", " a", " second", ",", " while", " latency", " measures", " how",
        " long", " one", " of", " them", " takes", ".", "\n", "你好", "，", "世界", "。", "流式", "输出", "的", "每", "一个", "词元",
        "都", "在", "这里", "\n\n", "```", "csharp", "\n", "Console", ".Write", "(\"", "Hello", "\");", "\n", "```", "\n", " Caffè",
        " naïve", " 😀", " so", " that", " \"quoted\"", " words", " stay", " as", " they", " are", "\t", "end", " C:\\", "temp", "!",
    ];

    public static string At(int index) => Texts[index % Texts.Length];

    public static string Join(int count) => string.Concat(Enumerable.Range(0, count).Select(At));
}
