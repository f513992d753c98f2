using System.Globalization;
using System.Net;
using System.Text;

namespace ChatGateway;

/// <summary>Makes the exceptions of a call: describes, scrubs and diagnoses.</summary>
internal static class Failures
{
    public static ChatGatewayException Response(GatewayCall call, HttpStatusCode status, ReadOnlySpan<byte> body) =>
        Response(call, status, ErrorBody.Read(body), Excerpt(call, body), AskedOf(call));

    /// <summary>An error object in an answer of status 200; a numeric code tells the status that was meant.</summary>
    public static ChatGatewayException ErrorInSuccess(GatewayCall call, ErrorBody error, ReadOnlySpan<byte> body) =>
        Response(call, StatusOf(error), error, Excerpt(call, body), AskedOf(call));

    public static GatewayResponseException Redirect(GatewayCall call, HttpStatusCode status, Uri target)
    {
        string host = target.IsAbsoluteUri ? target.Host : call.Endpoint!.Host;
        var answer = new ErrorAnswer(status, $"a redirect to {host}", null, null, null, call.RequestId, null, null, null, call.RateLimits);
        return new GatewayResponseException(call.Description, Diagnoser.Diagnose(call.Description, answer, isHtml: false), answer);
    }

    public static ChatGatewayException Connection(GatewayCall call, ConnectionFailure failure, Exception? inner) => failure.IsProtocol
        ? new GatewayProtocolException(failure.What, call.Description, Diagnose(call, FailureKind.Protocol), excerpt: null)
        : new GatewayConnectionException(failure.What, call.Description, Diagnose(call, FailureKind.Connection, inner), ConnectionFailures.WithoutSecrets(inner), failure.MayPass);

    /// <summary>The time of the whole call is over.</summary>
    public static GatewayConnectionException Timeout(GatewayCall call, bool mayPass = true) =>
        Timeout(call, call.Timeout, call.TimeoutOption, mayPass);

    /// <summary>The caller's own source of keys failed; it has retries of its own, if any.</summary>
    public static GatewayConnectionException KeyProvider(GatewayCall call, Exception inner) => new(
        $"{nameof(ChatGatewayOptions)}.{nameof(ChatGatewayOptions.ApiKeyProvider)} could not get a key ({inner.GetType().Name}).", call.Description, Diagnose(call, FailureKind.KeyProvider), inner, mayPass: false)
    {
        IsWithoutKey = true,
    };

    /// <summary>An attempt took too long; another one may not.</summary>
    public static GatewayConnectionException AttemptTimeout(GatewayCall call, TimeSpan limit) => Timeout(
        call, limit, $"{nameof(ResilienceOptions)}.{(call.IsStream ? nameof(ResilienceOptions.FirstEventTimeout) : nameof(ResilienceOptions.AttemptTimeout))}", mayPass: true);

    /// <summary>The time went by while other calls of the client held all places.</summary>
    public static GatewayConnectionException NoPermit(GatewayCall call, int? limit) => new(
        string.Create(CultureInfo.InvariantCulture, $"it waited {call.Timeout.TotalSeconds:0.###} s for a place among the {limit} concurrent calls ({nameof(ResilienceOptions)}.{nameof(ResilienceOptions.MaxConcurrentCalls)}); nothing was sent."),
        call.Description, Diagnose(call, FailureKind.Timeout), null, mayPass: false);

    /// <summary>The time went by while other calls of the client used up its requests a minute.</summary>
    public static GatewayConnectionException NoTurn(GatewayCall call, int? limit) => new(
        string.Create(CultureInfo.InvariantCulture, $"it waited {call.Timeout.TotalSeconds:0.###} s for its turn among the {limit} requests a minute (ChatGatewayOptions.Quota.{nameof(QuotaOptions.RequestsPerMinute)})."),
        call.Description, Diagnose(call, FailureKind.Timeout), null, mayPass: false);

    /// <summary>A stream without its first event. One that has sent a byte was at work: asking again would queue anew.</summary>
    public static GatewayConnectionException Stalled(GatewayCall call, StreamStalledException stall) =>
        new($"the stream was silent: {stall.Message}", call.Description, Diagnose(call, FailureKind.Stall), null, mayPass: !stall.HasBytes);

    public static GatewayConnectionException AllCircuitsOpen(GatewayCall call, TimeSpan duration) => new(
        string.Create(CultureInfo.InvariantCulture, $"the circuit breakers of all endpoints are open after repeated failures; nothing was sent. They stay open for {duration.TotalSeconds:0.###} s."),
        call.Description, Diagnose(call, FailureKind.CircuitsOpen), null, mayPass: false);

    public static GatewayProtocolException BodyTooLarge(GatewayCall call, long limit, ReadOnlySpan<byte> body) =>
        new($"The body exceeds {nameof(GatewayLimits)}.{nameof(GatewayLimits.MaxBodyBytes)} ({limit} bytes).",
            call.Description, Diagnose(call, FailureKind.TooLarge), Excerpt(call, body));

    /// <summary>A body whose end is missing; another one may be whole.</summary>
    public static GatewayProtocolException CutBody(GatewayCall call, string what, ReadOnlySpan<byte> body) =>
        new(what, call.Description, Diagnose(call, FailureKind.CutBody), Excerpt(call, body)) { MayPass = true };

    public static GatewayProtocolException Protocol(GatewayCall call, string what, ReadOnlySpan<byte> body) =>
        new(what, call.Description, Diagnose(call, FailureKind.Protocol, isHtml: IsHtml(body)), Excerpt(call, body));

    /// <summary>A body that the reader rejects: an error under a status of success, one that was cut, or nothing that the API promises.</summary>
    public static ChatGatewayException Unreadable(GatewayCall call, WireFormatException fault)
    {
        ReadOnlySpan<byte> body = call.Body.Span;
        if (ErrorBody.FindInSuccess(body) is { } error) return ErrorInSuccess(call, error, body);
        // nothing else may say that the connection was cut: compression and chunks can end as they should
        return WireEnd.IsMissing(body) ? CutBody(call, "The body ended before its JSON did.", body) : Protocol(call, fault.Message, body);
    }

    public static GatewayStreamException Stream(
        GatewayCall call, GatewayStreamFailure reason, string what, PartialAnswer? partial, Exception? inner = null) =>
        new(reason, what, call.Description, Diagnose(call, KindOf(reason), inner), partial?.ToChatCompletion(), partial?.IsCut == true, inner: inner)
        {
            // a server that says its end, and nothing before, has nothing to say
            MayPass = reason == GatewayStreamFailure.Truncated && partial is { HasCome: true },
        };

    public static GatewayStreamException ErrorEvent(GatewayCall call, ErrorBody error, PartialAnswer? partial)
    {
        ErrorAnswer answer = Answer(call, StatusOf(error), error, excerpt: null, default);
        Diagnosis diagnosis = Diagnoser.Diagnose(call.Description, answer, error.IsHtml, call.DailyQuotaTexts);
        string said = answer.Message ?? answer.Code ?? "without a reason";
        return new GatewayStreamException(GatewayStreamFailure.ErrorEvent, $"the gateway reported an error: {said.TrimEnd('.')}.", call.Description, diagnosis, partial?.ToChatCompletion(), partial?.IsCut == true, answer)
        {
            MayPass = diagnosis.Cause != DiagnosisCause.DailyQuota && RetryRules.MayPass(new GatewayResponseException(call.Description, diagnosis, answer)),
        };
    }

    private static ChatGatewayException Response(GatewayCall call, HttpStatusCode status, ErrorBody error, string? excerpt, RetryHeaders said)
    {
        ErrorAnswer answer = Answer(call, status, error, excerpt, said);
        bool isWithoutKey = call.ApiKey is null && SentSecrets.Of(call).Length == 0;
        Diagnosis diagnosis = Diagnoser.Diagnose(call.Description, answer, error.IsHtml, call.DailyQuotaTexts, isWithoutKey);
        var exception = new GatewayResponseException(call.Description, diagnosis, answer);
        return diagnosis.Cause == DiagnosisCause.DailyQuota ? QuotaExhausted(call, diagnosis, answer, exception) : exception;
    }

    private static QuotaExhaustedException QuotaExhausted(GatewayCall call, Diagnosis diagnosis, ErrorAnswer answer, GatewayResponseException response)
    {
        CatalogModel? model = null;
        if (call.Model is { } id) ModelCatalog.TryGet(id, out model);
        // other gateways' days begin when they like
        bool isChatAnywhere = answer.Type == ChatAnywhere.ErrorType || (call.Endpoint is { } endpoint && ChatAnywhere.IsHost(endpoint));
        DateTimeOffset? resetsAt = isChatAnywhere ? ChatAnywhere.NextReset(call.TimeProvider.GetUtcNow()) : null;
        return new QuotaExhaustedException(answer.Describe(call.Description), call.Description, diagnosis, model is { FreeTier: true } ? model.QuotaGroup : null, resetsAt, response);
    }

    private static GatewayConnectionException Timeout(GatewayCall call, TimeSpan limit, string option, bool mayPass) => new(
        string.Create(CultureInfo.InvariantCulture, $"it took longer than {limit.TotalSeconds:0.###} s ({option})."), call.Description, Diagnose(call, FailureKind.Timeout), null, mayPass);

    private static Diagnosis Diagnose(GatewayCall call, FailureKind kind, Exception? fault = null, bool isHtml = false) =>
        Diagnoser.Diagnose(new DiagnosisFacts(kind, call.Description) { Fault = fault, IsHtml = isHtml });

    private static FailureKind KindOf(GatewayStreamFailure reason) => reason switch
    {
        GatewayStreamFailure.Truncated => FailureKind.StreamTruncated,
        GatewayStreamFailure.Interrupted => FailureKind.StreamInterrupted,
        GatewayStreamFailure.Idle => FailureKind.StreamIdle,
        GatewayStreamFailure.TooLarge => FailureKind.TooLarge,
        _ => FailureKind.StreamMalformed,
    };

    private static bool IsHtml(ReadOnlySpan<byte> body) => WireDocument.WithoutByteOrderMark(body).TrimStart(" \t\r\n"u8) is [(byte)'<', ..];

    /// <summary>What the answer's headers ask of retries.</summary>
    private static RetryHeaders AskedOf(GatewayCall call) => call.Answer is { } answer
        ? new RetryHeaders(ResponseHeaders.RetryAfter(answer, call.TimeProvider), ResponseHeaders.ShouldRetry(answer))
        : default;

    private static ErrorAnswer Answer(GatewayCall call, HttpStatusCode status, ErrorBody error, string? excerpt, RetryHeaders said)
    {
        string[] secrets = SentSecrets.Of(call);
        return new(
            status,
            Scrubbed(error.Message),
            Scrubbed(error.Code),
            Scrubbed(error.Type),
            Scrubbed(error.Param),
            call.RequestId,
            said.RetryAfter,
            excerpt,
            said.ShouldRetry,
            call.RateLimits);

        string? Scrubbed(string? text) => Scrubber.Scrub(text, call.ApiKey, secrets);
    }

    // "429", 429 and "429 TOO_MANY_REQUESTS" all mean the status
    private static HttpStatusCode StatusOf(ErrorBody error)
    {
        string digits = (error.Code ?? "").Split(' ')[0];
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int status) && status is >= 400 and < 600
            ? (HttpStatusCode)status
            : HttpStatusCode.OK;
    }

    private static string? Excerpt(GatewayCall call, ReadOnlySpan<byte> body)
    {
        // more than the scrubber reads: it knows what to do with a word that its own bound cuts
        ReadOnlySpan<byte> start = body.Length > Scrubber.MaxBytes ? body[..Scrubber.MaxBytes] : body;
        return Scrubber.Scrub(Encoding.UTF8.GetString(start), call.ApiKey, SentSecrets.Of(call));
    }
}
