using System.Globalization;
using System.Net;
using System.Text;

namespace ChatGateway.Tests.Diagnostics;

/// <summary>Diagnoses made from bodies, as the client makes them.</summary>
internal static class Diagnosed
{
    public const string Elsewhere = "https://gateway.example/v1";
    public const string ChatAnywhere = "https://api.chatanywhere.tech/v1";

    /// <summary>What a diagnosis of the answer goes by.</summary>
    public static DiagnosisFacts Facts(int status, string body, string? model = "gpt-4o-mini", string endpoint = Elsewhere, string route = "chat/completions")
    {
        var call = new CallDescription("POST", route, endpoint.Length > 0 ? new Uri(endpoint) : null, model is null ? (ModelId?)null : new ModelId(model), 1);
        ErrorBody error = ErrorBody.Read(Encoding.UTF8.GetBytes(body));
        var answer = new ErrorAnswer(
            (HttpStatusCode)status, Scrubber.Scrub(error.Message, null), error.Code, error.Type, error.Param, null, null, null, null, null);
        return Diagnoser.FactsOf(call, answer, error.IsHtml);
    }

    /// <summary>A call, for failures without an answer.</summary>
    public static GatewayCall Call(TimeProvider? time = null, string endpoint = Elsewhere, string route = "chat/completions", int attempts = 1) =>
        new("POST", route, "gpt-4o-mini", isStream: true, [], TimeSpan.FromMinutes(1), 0, time ?? TimeProvider.System)
        {
            Endpoint = new Uri(endpoint),
            Attempts = attempts,
            TimeoutOption = "ResilienceOptions.TotalTimeout",
        };

    /// <summary>Runs with another language of the user's.</summary>
    public static T In<T>(string culture, Func<T> make)
    {
        CultureInfo before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            return make();
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
