using System.Text;

namespace ChatGateway.Tests.Fuzzing;

/// <summary>What holds of every answer that is no stream.</summary>
internal sealed class BodyPromises(FuzzClient client)
{
    private const int MaxIndex = 1023;

    public async Task CheckAsync(FuzzTarget target, object answer, string json)
    {
        switch (answer)
        {
            case ChatCompletion completion:
                Check(completion, json);
                break;
            case EmbeddingResponse embeddings:
                Check(embeddings, json);
                break;
            case IReadOnlyList<ModelInfo> models:
                Check(models, json);
                break;
            default:
                throw new NotSupportedException($"No promise is known of {answer.GetType()}.");
        }

        string body = target == FuzzTarget.Models ? $$"""{"object":"list","data":{{json}}}""" : json;
        Outcome echo = await client.CallAsync(FuzzInput.Of(target, Encoding.UTF8.GetBytes(body)));
        Oracle.Demand(echo.Failure is null, "a written answer fails", $"{echo.Failure}\n{body}");
        string again = Json.Write(echo.Answer);
        Oracle.Demand(Json.AreSame(json, again), "the client reads an answer otherwise", $"{json}\n<>\n{again}");
    }

    private static void Check(ChatCompletion completion, string json)
    {
        _ = (completion.Text, completion.Reasoning, completion.ToString());
        SwallowedErrors.Check(null, completion.AdditionalProperties);
        Oracle.Demand(completion.Choices.Count > 0, "an answer without choices", json);
        foreach (ChatCompletionChoice choice in completion.Choices)
        {
            Oracle.Demand(choice.Index is null or (>= 0 and <= MaxIndex), "a choice's index", $"{choice.Index}");
            SwallowedErrors.Check(choice.FinishReason, choice.AdditionalProperties);
            _ = choice.Message.ToRequestMessage().ToString();
        }
        Json.CheckReadable<ChatCompletion>(json);
    }

    private static void Check(EmbeddingResponse embeddings, string json)
    {
        _ = embeddings.ToString();
        Oracle.Demand(embeddings.Data.Count == 2, "as many vectors as inputs", $"{embeddings.Data.Count}");
        for (int i = 0; i < 2; i++)
        {
            Oracle.Demand(embeddings.Data[i].Index is null || embeddings.Data[i].Index == i, "vectors in order", json);
            Oracle.Demand(embeddings.Data[i].Vector.Length > 0, "an empty vector", json);
            Oracle.Demand(embeddings.Data[i].Vector.Length == embeddings.Data[0].Vector.Length, "vectors of one length", json);
            foreach (float number in embeddings.Data[i].Vector.Values.Span) Oracle.Demand(float.IsFinite(number), "a vector of numbers", json);
        }
        Json.CheckReadable<EmbeddingResponse>(json);
    }

    private static void Check(IReadOnlyList<ModelInfo> models, string json)
    {
        foreach (ModelInfo model in models) _ = (model.Id.Value, model.ToString());
        Json.CheckReadable<List<ModelInfo>>(json);
    }
}
