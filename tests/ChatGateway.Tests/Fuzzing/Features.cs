using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace ChatGateway.Tests.Fuzzing;

/// <summary>Tells what an outcome reached: its ending, its size, and the members of its answer with their kinds.</summary>
internal static partial class Features
{
    public static IReadOnlyCollection<string> Of(FuzzInput input, Outcome outcome, string? answer)
    {
        HashSet<string> features = [];
        string ending = $"{input.Target} {outcome.Ending}";
        features.Add($"{ending} {Math.ILogB(outcome.Chunks.Count + 1)}");
        if (outcome.Failure is ChatGatewayException failure)
        {
            features.Add($"{ending} {failure.Diagnosis.Cause}");
            // an error's message quotes the gateway; the others are the client's own
            bool quotes = failure is GatewayResponseException or QuotaExhaustedException or GatewayStreamException { Reason: GatewayStreamFailure.ErrorEvent };
            if (!quotes) features.Add($"{ending} {Digits().Replace(failure.Message, "#")}");
        }
        string reached = $"{input.Target} {(outcome.Failure is null ? "answered" : "broke off")}";
        if (answer is not null) AddMembers(features, reached, null, Json.Parse(answer));
        return features;
    }

    private static void AddMembers(HashSet<string> features, string reached, string? parent, JToken token)
    {
        if (token is JArray list)
        {
            features.Add($"{reached} {parent}[{Math.ILogB(list.Count + 1)}]");
            foreach (JToken item in list) AddMembers(features, reached, parent, item);
        }
        if (token is not JObject record) return;
        foreach ((string name, JToken? value) in record)
        {
            // other names come from mutation without end and would all be new
            string known = DeclaredMembers.Contains(parent, name) ? name : "*";
            features.Add($"{reached} {parent}.{known} {value!.Type}");
            // what lies below an unknown member is kept as it is
            if (known != "*") AddMembers(features, reached, known, value);
        }
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();
}
