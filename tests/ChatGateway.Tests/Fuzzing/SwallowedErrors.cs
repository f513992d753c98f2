using Newtonsoft.Json.Linq;

namespace ChatGateway.Tests.Fuzzing;

/// <summary>An error among the members of an answer that was given as a success.</summary>
internal static class SwallowedErrors
{
    public static void Check(FinishReason? finishReason, IReadOnlyDictionary<string, JToken> members)
    {
        Oracle.Demand(finishReason != FinishReason.Error, "an error swallowed", "finish_reason error");
        if (!members.TryGetValue("error", out JToken? error)) return;
        // ChatAnywhere's pseudo error means nothing
        bool isNone = error is JValue { Value: null or false or "" or 0L or 0.0 } || ((error as JObject)?["code"] as JValue)?.Value is "200 OK";
        Oracle.Demand(isNone, "an error swallowed", error.ToString());
    }
}
