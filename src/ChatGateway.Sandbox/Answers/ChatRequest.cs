using System.Text.Json;

namespace ChatGateway.Sandbox;

/// <summary>A validated chat request.</summary>
internal sealed class ChatRequest
{
    public ChatRequest(JsonElement json)
    {
        Json = json;
        Model = json.Text("model")!;
        Turns = [.. json.GetProperty("messages").EnumerateArray().Select(ChatTurn.Read)];
        Stream = json.Flag("stream");
        IncludeUsage = json.Member("stream_options") is { } options && options.Flag("include_usage");
        Choices = json.Number("n") ?? 1;
        MaxTokens = json.Number("max_completion_tokens") ?? json.Number("max_tokens");
        Logprobs = json.Flag("logprobs");
        TopLogprobs = json.Number("top_logprobs") ?? 0;
        Stop = json.Member("stop") is not { } stop ? []
            : stop.ValueKind == JsonValueKind.String ? [stop.GetString()!]
            : [.. stop.EnumerateArray().Select(s => s.GetString()!)];
    }

    public JsonElement Json { get; }

    public string Model { get; }

    public IReadOnlyList<ChatTurn> Turns { get; }

    public bool Stream { get; }

    public bool IncludeUsage { get; }

    public int Choices { get; }

    public int? MaxTokens { get; }

    public bool Logprobs { get; }

    public int TopLogprobs { get; }

    public IReadOnlyList<string> Stop { get; }

    public string LastUserText => Turns.LastOrDefault(t => t.Role == "user")?.Text ?? "";

    /// <summary>The results that ended the conversation so far, in their order; empty if the last message is not a result.</summary>
    public IEnumerable<string> ToolResults
        => Turns.Reverse().TakeWhile(t => t.Role is "tool" or "function").Reverse().Select(t => t.Text);
}
