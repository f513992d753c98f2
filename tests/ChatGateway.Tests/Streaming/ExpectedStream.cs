using ChatGateway.Tests.Wire;
using Newtonsoft.Json.Linq;

namespace ChatGateway.Tests.Streaming;

/// <summary>What <c>expected.json</c> says of a stream, and the same facts of a completion.</summary>
internal static class ExpectedStream
{
    private static readonly JObject All = (JObject)JObject.Parse(WireSample.Text("expected.json"))["streams"]!;

    public static JObject Of(string name) => (JObject)(All[name] ?? throw new ArgumentException($"expected.json does not hold {name}."));

    /// <summary>Choices and usage in the form of <c>expected.json</c>.</summary>
    public static JObject Describe(ChatCompletion? completion)
    {
        var choices = new JObject();
        foreach (ChatCompletionChoice choice in completion?.Choices ?? [])
            choices[choice.Index!.Value.ToString(System.Globalization.CultureInfo.InvariantCulture)] = Describe(choice);
        var facts = new JObject { ["choices"] = choices };
        if (completion?.Usage is { } usage) facts["usage"] = JObject.Parse(WireTypes.Write(usage));
        return facts;
    }

    private static JObject Describe(ChatCompletionChoice choice)
    {
        ChatCompletionMessage message = choice.Message!;
        var facts = new JObject { ["finishReason"] = choice.FinishReason?.Value };
        Add("content", message.Text);
        Add("reasoning", message.Reasoning);
        Add("refusal", message.Refusal);
        Add("audioTranscript", message.Audio?.Transcript);
        Add("audioData", message.Audio?.Data);
        if (message.ToolCalls is { } calls)
        {
            facts["toolCalls"] = new JArray(calls.Select(call => new JObject
            {
                ["id"] = call.Id,
                ["name"] = call.Function!.Name,
                ["arguments"] = call.Function.Arguments,
            }));
        }
        if (choice.Logprobs?.Content is { Count: > 0 } tokens) facts["logprobTokens"] = tokens.Count;
        return facts;

        void Add(string name, string? text)
        {
            if (!string.IsNullOrEmpty(text)) facts[name] = text;
        }
    }
}
