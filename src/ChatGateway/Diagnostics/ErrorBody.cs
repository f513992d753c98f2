using System.Text;
using Newtonsoft.Json.Linq;

namespace ChatGateway;

/// <summary>
/// An error body in any of the forms that gateways send: OpenAI's envelope, a string, flat members, a list of
/// details, an array around the envelope, plain text, a web page. (Forms: the providers' documents and captures, 2024-2026.)
/// </summary>
internal sealed record ErrorBody(string? Message, string? Code, string? Type, string? Param, bool IsHtml)
{
    /// <summary>What the member <c>object</c> says of an error.</summary>
    public const string ObjectName = "error";

    /// <summary>Members that say what failed, in an answer that holds nothing else.</summary>
    private static readonly string[] Words = ["message", "detail", "msg", "err", "error_msg", "errors"];

    /// <summary>Reads a body, or what there is of it. Never throws.</summary>
    public static ErrorBody Read(ReadOnlySpan<byte> body)
    {
        // some send it in the frame of the stream that was asked for
        if (SseBody.IsEventStream(body) && SseBody.FirstData(body) is { IsEmpty: false } data) body = data;
        if (TryParse(body) is { } json) return FromJson(json);
        body = WireDocument.WithoutByteOrderMark(body);
        string text = Encoding.UTF8.GetString(body).Trim();
        if (text is "" or "null") return new ErrorBody(null, null, null, null, IsHtml: false);
        // as text it would show whatever it repeats of the request
        if (text[0] is '{' or '[') return CutErrorBody.Read(body);
        bool isHtml = text[0] == '<';
        return new ErrorBody(isHtml ? null : text, null, null, null, isHtml);
    }

    /// <summary>
    /// Whether <see cref="FindInSuccess"/> may find anything in an answer with choices: a quick look for the member. (The word in
    /// a text does not count, as its quotes would be escaped; nor does a null, which some relays send with every chunk.)
    /// </summary>
    public static bool MayBeIn(ReadOnlySpan<byte> json)
    {
        if (json.IsEmpty) return false;
        if (HoldsEscapedLetter(json) || json.IndexOf("\"base_resp\""u8) >= 0) return true;
        while (true)
        {
            int at = json.IndexOf("\"error\""u8);
            if (at < 0) return false;
            json = json[(at + "\"error\""u8.Length)..];
            ReadOnlySpan<byte> value = json.TrimStart(" \t\r\n:"u8);
            if (!value.StartsWith("null"u8)) return true;
        }
    }

    /// <summary>The same for an answer without choices, which may say so in other members: a last event with the usage does not.</summary>
    public static bool MayBeInEmpty(ReadOnlySpan<byte> json) =>
        MayBeIn(json) || json.IndexOf("\"message\""u8) >= 0 || json.IndexOf("\"detail\""u8) >= 0 || json.IndexOf("\"msg\""u8) >= 0
        || json.IndexOf("\"err\""u8) >= 0 || json.IndexOf("\"error_msg\""u8) >= 0 || json.IndexOf("\"errors\""u8) >= 0;

    // the member's name may be spelt "\u0065rror"; nobody does, and so nobody else pays for the slow look
    private static bool HoldsEscapedLetter(ReadOnlySpan<byte> json)
    {
        while (true)
        {
            int at = json.IndexOf("\\u00"u8);
            if (at < 0 || at + 5 >= json.Length) return false;
            if (json[at + 4] is (byte)'6' or (byte)'7') return true;
            json = json[(at + 5)..];
        }
    }

    /// <summary>Reads an error out of an answer that should have been a success; null when it is none.</summary>
    public static ErrorBody? FindInSuccess(ReadOnlySpan<byte> json)
    {
        JToken? token = TryParse(json);
        if (token is JArray { First: JObject first }) token = first;
        if (token is not JObject body) return null;
        bool hasAnswer = HasAnswer(body);
        bool failed = (body["error"] is { } said && (hasAnswer ? !IsBlank(said) : IsTruthy(said)))
            || (string?)AsText(body["object"]) == ObjectName
            || (string?)AsText(body["type"]) == "error"
            || AsText(Get(body["base_resp"], "status_code")) is not (null or "" or "0")
            || (!hasAnswer && !SaysSuccess(body) && Words.Any(word => IsTruthy(body[word])));
        if (!failed && body["choices"] is JArray choices && choices.FirstOrDefault(choice => Get(choice, "error") is { } error && !IsBlank(error)) is { } choice)
            return FromJson(choice);
        if (!failed && Get(body["x_groq"], "error") is { } groq && IsTruthy(groq)) return FromJson(body["x_groq"]!);
        return failed && !IsPseudoError(body) ? FromJson(body) : null;
    }

    private static bool HasAnswer(JObject body) => IsTruthy(body["choices"]) || IsTruthy(body["data"]) || AsText(body["object"]) == "model";

    // "code": 0 beside "message": "Success", and the words beside a count of tokens
    private static bool SaysSuccess(JObject body) => IsTruthy(body["usage"]) || AsText(body["code"]) is "0" or "200" || body["success"] is JValue { Value: true };

    /// <summary>A member of an object; of anything else, null. (The token's own indexer throws on scalars, JSON null included.)</summary>
    private static JToken? Get(JToken? token, string name) => (token as JObject)?[name];

    /// <summary>Whether it is the error object that means nothing.</summary>
    public static bool IsPseudoError(ReadOnlySpan<byte> json) => TryParse(json) is JObject body && IsPseudoError(body);

    /// <summary>ChatAnywhere ends some good streams with an error object of code "200 OK" and no text: it means nothing.</summary>
    private static bool IsPseudoError(JObject body) =>
        body["error"] is JObject error && AsText(error["code"]) == "200 OK" && string.IsNullOrEmpty(AsText(error["message"]));

    private static ErrorBody FromJson(JToken json)
    {
        if (json is JArray { First: JObject first }) json = first;
        if (json is not JObject body) return new ErrorBody(json.Type == JTokenType.Null ? null : AsText(json), null, null, null, IsHtml: false);
        JObject? error = body["error"] as JObject;
        JObject inner = error?["error"] as JObject ?? error ?? body;
        return new ErrorBody(
            FindMessage(body, inner),
            AsText(inner["code"]) ?? AsText(Get(inner["innererror"], "code")) ?? AsText(body["code"]) ?? AsText(inner["status_code"]) ?? AsText(Get(body["base_resp"], "status_code")),
            // the outer type of an Anthropic envelope only says "error"
            AsText(inner["type"]) ?? (error is null ? AsText(body["error_type"]) : null),
            AsText(inner["param"]) is { Length: > 0 } param ? param : null,
            IsHtml: false);
    }

    private static string? FindMessage(JObject body, JObject inner)
    {
        JToken?[] places =
        [
            inner["message"], body["error"], body["message"], body["msg"], body["detail"], body["err"], body["error_msg"],
            body["errors"], Get(body["header"], "message"), Get(Get(body["response"], "error"), "message"), Get(body["base_resp"], "status_msg"),
        ];
        return places.Select(Describe).FirstOrDefault(text => !string.IsNullOrEmpty(text));
    }

    private static string? Describe(JToken? token) => token switch
    {
        JObject value => Describe(value["message"] ?? value["msg"] ?? value["detail"]),
        JArray list => string.Join("; ", list.Select(DescribeDetail).Where(text => !string.IsNullOrEmpty(text))),
        _ => AsText(token),
    };

    // FastAPI: where the fault is, and what it is; never the input
    private static string? DescribeDetail(JToken detail)
    {
        string? text = Describe(detail);
        return detail is JObject { } item && item["loc"] is JArray location ? $"{string.Join('.', location.Select(AsText))}: {text}" : text;
    }

    private static JToken? TryParse(ReadOnlySpan<byte> body)
    {
        try
        {
            return WireDocument.Parse<AnyJson>(body).Token;
        }
        catch (WireFormatException)
        {
            // not JSON, or cut at the limit: the caller takes it as text
            return null;
        }
    }

    private static string? AsText(JToken? token) =>
        token is JValue { Value: { } value } ? Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) : null;

    /// <summary>Whether a value says nothing; of an object or a list, whether nothing in it does: relays put such beside a good answer.</summary>
    private static bool IsBlank(JToken token) => token switch
    {
        JArray list => list.All(IsBlank),
        JObject value => value.Properties().All(member => IsBlank(member.Value) || (member.Name == "code" && AsText(member.Value) is "0" or "200")),
        _ => !IsTruthy(token),
    };

    private static bool IsTruthy(JToken? token) => token switch
    {
        null => false,
        JValue { Value: null or false or "" or 0L or 0.0 } => false,
        _ => true,
    };
}
