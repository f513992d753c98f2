using System.Text;

namespace ChatGateway.Tests.Fuzzing;

/// <summary>What holds of every stream, complete or broken.</summary>
internal sealed class StreamPromises(FuzzClient client)
{
    private const int MaxIndex = 1023;

    /// <param name="input">The bytes.</param>
    /// <param name="byHand">The chunks one by one.</param>
    /// <param name="byLibrary">The chunks put together by the library.</param>
    public async Task CheckAsync(FuzzInput input, Outcome byHand, Outcome byLibrary)
    {
        foreach (ChatCompletionChunk chunk in byHand.Chunks) CheckChunk(chunk);
        // also those that the chunks only number by their places
        foreach (ChatCompletionChoice choice in ((ChatCompletion)byHand.Answer!).Choices)
            Oracle.Demand(choice.Index is >= 0 and <= MaxIndex, "a choice's index in the answer", $"{choice.Index}");
        if (byHand.Failure is null) CheckComplete(input, byHand);
        else CheckPartial(byHand, byLibrary);
        await CheckWrittenAsync(byHand.Chunks);
    }

    private static void CheckChunk(ChatCompletionChunk chunk)
    {
        _ = (chunk.Text, chunk.Reasoning, chunk.ToString());
        SwallowedErrors.Check(null, chunk.AdditionalProperties);
        foreach (ChatCompletionChunkChoice choice in chunk.Choices)
        {
            Oracle.Demand(choice.Index is null or (>= 0 and <= MaxIndex), "a choice's index", $"{choice.Index}");
            SwallowedErrors.Check(choice.FinishReason, choice.AdditionalProperties);
            foreach (ToolCallDelta call in choice.Delta.ToolCalls ?? [])
                Oracle.Demand(call.Index is null or (>= 0 and <= MaxIndex), "a tool call's index", $"{call.Index}");
        }
    }

    private static void CheckComplete(FuzzInput input, Outcome outcome)
    {
        var answer = (ChatCompletion)outcome.Answer!;
        Oracle.Demand(outcome.Chunks.Count > 0, "complete without a chunk", "");
        // a gateway that ignores the wish for a stream
        bool isWhole = input.Body.AsSpan().TrimStart(" \t\r\n\uFEFF"u8) is [(byte)'{' or (byte)'[', ..];
        bool isMarked = input.Body.AsSpan().IndexOf("[DONE]"u8) >= 0;
        bool isFinished = answer.Choices.Count > 0 && answer.Choices.All(choice => choice.FinishReason is not null);
        Oracle.Demand(isWhole || isMarked || isFinished, "an incomplete stream answered", Json.Write(answer));
        foreach (ChatCompletionChoice choice in answer.Choices) _ = choice.Message.ToRequestMessage().ToString();
    }

    private static void CheckPartial(Outcome byHand, Outcome byLibrary)
    {
        if (byHand.Failure is not GatewayStreamException failure) return;
        string partial = Json.Write(failure.Partial);
        Oracle.Demand(Json.AreSame(partial, Json.Write(byLibrary.Answer)), "the partial answer depends on the reads", partial);
        // the event that reports an error may hold a last piece of the answer
        if (failure.Reason == GatewayStreamFailure.ErrorEvent) return;
        string given = byHand.Chunks.Count == 0 ? "null" : Json.Write(byHand.Answer);
        // half a character is held back until its other half comes: of a stream that breaks before, only the partial answer has it
        Oracle.Demand(Json.AreSame(partial, given) || Json.AreSame(Json.WithoutHalves(partial), Json.WithoutHalves(given)), "the partial answer is not what came", $"{partial}\n<>\n{given}");
    }

    /// <summary>What was read can be written, and is read again as the same: by Newtonsoft, and by the client as a stream.</summary>
    private async Task CheckWrittenAsync(IReadOnlyList<ChatCompletionChunk> chunks)
    {
        if (chunks.Count == 0) return;
        var stream = new StringBuilder();
        List<string> written = [];
        foreach (ChatCompletionChunk chunk in chunks)
        {
            string json = Json.Write(chunk);
            written.Add(json);
            stream.Append("data: ").Append(json).Append("\n\n");
            Json.CheckReadable<ChatCompletionChunk>(json);
        }
        stream.Append("data: [DONE]\n\n");
        FuzzInput echo = FuzzInput.Of(FuzzTarget.Stream, Encoding.UTF8.GetBytes(stream.ToString()));
        Outcome outcome = await client.EnumerateAsync(echo);
        Oracle.Demand(outcome.Failure is null, "a written stream fails", $"{outcome.Failure}\n{stream}");
        // half a character that came last, and alone, is held back once more: the same text in other chunks
        if (written.Any(json => !Json.AreSame(Json.WithoutHalves(json), json))) return;
        Oracle.Demand(outcome.Chunks.Count == written.Count, "a written stream loses chunks", stream.ToString());
        for (int i = 0; i < written.Count; i++)
        {
            string again = Json.Write(outcome.Chunks[i]);
            Oracle.Demand(Json.AreSame(written[i], again), "the client reads a chunk otherwise", $"{written[i]}\n<>\n{again}");
        }
    }
}
