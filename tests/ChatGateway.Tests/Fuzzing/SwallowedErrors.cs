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
        bool isNone = IsBlank(error) || ((error as JObject)?["code"] as JValue)?.Value is "200 OK";
        Oracle.Demand(isNone, "an error swallowed", error.ToString());
    }

    // nor does one that says nothing, beside an answer
    private static bool IsBlank(JToken error) => error switch
    {
        JContainer members => members.Descendants().OfType<JValue>().All(value => IsNothing(value) || (value.Path.EndsWith("code", StringComparison.Ordinal) && value.Value is "0" or "200" or 200L)),
        JValue value => IsNothing(value),
        _ => false,
    };

    private static bool IsNothing(JValue value) => value.Value is null or false or "" or 0L or 0.0;
}
