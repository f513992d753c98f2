using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace ChatGateway.Tests.Diagnostics;

/// <summary>Each row that is not about an error answer is met by a failure as the client makes it.</summary>
public sealed class FailureRowTests
{
    // row, refused model
    public static TheoryData<string, string> Failures => new()
    {
        { "embedding-model-for-chat", "text-embedding-3-small" },
        { "chat-model-for-embeddings-near", "gpt-4o" },
        { "chat-model-for-embeddings", "gpt-4o" },
        { "legacy-only-near", "gpt-3.5-turbo-instruct" },
        { "legacy-only", "text-davinci-003" },
        { "not-in-allowlist-near", "gpt-4" },
        { "not-in-allowlist", "claude-opus-4-6" },
        { "unknown-to-catalogue-near", "gpt-4o-minni" },
        { "unknown-to-catalogue", "zzzzzzzzzzzzzzzz" },
        { "quota-used-up-others", "" },
        { "quota-used-up", "" },
        { "quota-locked-others", "" },
        { "quota-locked", "" },
        { "own-rate", "" },
        { "own-concurrency", "" },
        { "circuits-open", "" },
        { "key-provider", "" },
        { "timeout-unsent", "" },
        { "timeout-models", "" },
        { "timeout-embeddings", "" },
        { "timeout", "" },
        { "stream-stalled", "" },
        { "http-client-timeout", "" },
        { "connect-timeout", "" },
        { "dns", "" },
        { "proxy-tunnel", "" },
        { "not-tls", "" },
        { "tls", "" },
        { "refused", "" },
        { "empty-stream", "" },
        { "connection", "" },
        { "web-page", "" },
        { "too-large", "" },
        { "cut-body", "" },
        { "not-the-api", "" },
        { "stream-truncated", "" },
        { "stream-too-long", "" },
        { "stream-interrupted", "" },
        { "stream-idle", "" },
        { "stream-malformed", "" },
        { "no-key", "" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void Failure_OfACall_HasTheTextsOfItsRow(string id, string model)
    {
        DiagnosisRow row = DiagnosisTable.Rows.Single(row => row.Id == id);

        Diagnosis diagnosis = Diagnosed.In("en", () => Make(id, model)).Diagnosis;

        Assert.Equal(row.Cause, diagnosis.Cause);
        Assert.StartsWith(row.Explanation.English.Split('{')[0], diagnosis.Explanation, StringComparison.Ordinal);
        Assert.StartsWith(row.Advice.English.Split('{')[0], diagnosis.Advice, StringComparison.Ordinal);
    }

    private static ChatGatewayException Make(string id, string model)
    {
        GatewayCall call = Diagnosed.Call();
        return id switch
        {
            "chat-model-for-embeddings-near" => Refuse(model, ModelAllowlist.FreeTier, isEmbedding: true),
            "chat-model-for-embeddings" => Refuse(model, ModelAllowlist.Of("gpt-4o"), isEmbedding: true),
            "not-in-allowlist" => Refuse(model, ModelAllowlist.Of("gpt-4o")),
            _ when model.Length > 0 => Refuse(model, ModelAllowlist.FreeTier),
            "quota-used-up-others" => Quota(QuotaVerdict.GroupExhausted, ModelId.Gpt4oMini),
            "quota-used-up" => Quota(QuotaVerdict.TotalExhausted),
            "quota-locked-others" => Quota(QuotaVerdict.Locked, ModelId.Gpt4oMini),
            "quota-locked" => Quota(QuotaVerdict.Locked),
            "own-rate" => QuotaFailures.RateLimited(call, 1, TimeSpan.FromSeconds(1)),
            "own-concurrency" => QuotaFailures.NoPlace(call, 1),
            "circuits-open" => ChatGateway.Failures.AllCircuitsOpen(call, TimeSpan.FromSeconds(15)),
            "key-provider" => ChatGateway.Failures.KeyProvider(call, new HttpRequestException()),
            "timeout-unsent" => ChatGateway.Failures.NoPermit(Diagnosed.Call(attempts: 0), 1),
            "timeout-models" => ChatGateway.Failures.Timeout(Diagnosed.Call(route: "models")),
            "timeout-embeddings" => ChatGateway.Failures.Timeout(Diagnosed.Call(route: "embeddings")),
            "timeout" => ChatGateway.Failures.Timeout(call),
            "stream-stalled" => ChatGateway.Failures.Stalled(call, new StreamStalledException("FirstEventTimeout", TimeSpan.FromSeconds(1), hasBytes: false)),
            "http-client-timeout" => Connection(new TaskCanceledException("", new TimeoutException("", new TaskCanceledException()))),
            "connect-timeout" => Connection(new TaskCanceledException("", new TimeoutException())),
            "dns" => Connection(new HttpRequestException(HttpRequestError.NameResolutionError)),
            "proxy-tunnel" => Connection(new HttpRequestException(HttpRequestError.ProxyTunnelError)),
            "not-tls" => Connection(new HttpRequestException(HttpRequestError.SecureConnectionError, "", new AuthenticationException("Cannot determine the frame size or a corrupted frame was received."))),
            "tls" => Connection(new HttpRequestException(HttpRequestError.SecureConnectionError, "", new AuthenticationException())),
            "refused" => Connection(new HttpRequestException(HttpRequestError.ConnectionError, "", new SocketException((int)SocketError.ConnectionRefused))),
            "empty-stream" => ChatGateway.Failures.Connection(call, new ConnectionFailure("the stream ended."), null),
            "connection" => Connection(new IOException()),
            "web-page" => ChatGateway.Failures.Protocol(call, "?", "\n <html>"u8),
            "too-large" => ChatGateway.Failures.BodyTooLarge(call, 1, "{"u8),
            "cut-body" => ChatGateway.Failures.CutBody(call, "?", "{"u8),
            "not-the-api" => ChatGateway.Failures.Protocol(call, "?", "{}"u8),
            "stream-truncated" => Stream(GatewayStreamFailure.Truncated),
            "stream-too-long" => Stream(GatewayStreamFailure.Interrupted),
            "stream-interrupted" => Stream(GatewayStreamFailure.Interrupted, new IOException()),
            "stream-idle" => Stream(GatewayStreamFailure.Idle),
            "stream-malformed" => Stream(GatewayStreamFailure.Malformed),
            "no-key" => ChatGateway.Failures.Response(call, HttpStatusCode.Unauthorized, "{}"u8),
            _ => throw new ArgumentOutOfRangeException(nameof(id), id, "No failure is written for the row."),
        };

        ChatGatewayException Quota(QuotaVerdict verdict, params ModelId[] available)
        {
            DateTimeOffset reset = DateTimeOffset.UnixEpoch.AddDays(1);
            return QuotaFailures.Refused(call, new QuotaUsage("free-5", [], 5, 5, reset, null), new QuotaDecision(verdict, 0, 5, 5, reset), available);
        }

        ChatGatewayException Connection(Exception fault) =>
            ChatGateway.Failures.Connection(call, ConnectionFailures.Describe(fault) ?? throw new InvalidOperationException("No failure of the connection."), fault);

        ChatGatewayException Stream(GatewayStreamFailure reason, Exception? inner = null) =>
            ChatGateway.Failures.Stream(call, reason, "?", null, inner);
    }

    private static ModelNotAllowedException Refuse(string model, ModelAllowlist allowlist, bool isEmbedding = false) =>
        Assert.Throws<ModelNotAllowedException>(
            () => new ModelGate(allowlist, new Uri(Diagnosed.Elsewhere), NullLogger.Instance).Check(model, "chat/completions", isEmbedding, skipKind: false));
}
