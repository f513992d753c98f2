namespace ChatGateway.Benchmarks.Peers;

/// <summary>What every peer asks.</summary>
internal static class Prompt
{
    public const string Key = "sk-benchmark0123456789abcdefghijklmnopqrstuvwxyz";
    public const string ChatModel = "gpt-4o-mini";
    public const string EmbeddingModel = "text-embedding-3-small";
    public const string System = "You are terse.";
    public const string User = "What is the difference between throughput and latency?";
    public const int TopLogprobs = 5;
    public const int StreamTopLogprobs = 1;
}
