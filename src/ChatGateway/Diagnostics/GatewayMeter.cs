using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ChatGateway;

/// <summary>The meter <c>ChatGateway</c>: what no general HTTP telemetry knows. Documented in docs/observability.md.</summary>
internal static class GatewayMeter
{
    public const string Name = "ChatGateway";

    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Attempts = Meter.CreateCounter<long>("chatgateway.attempts", "{attempt}", "Requests sent, retries included.");
    private static readonly Counter<long> Retries = Meter.CreateCounter<long>("chatgateway.retries", "{retry}", "Requests sent again after a failure.");
    private static readonly Counter<long> Failovers = Meter.CreateCounter<long>("chatgateway.failovers", "{failover}", "Retries on another endpoint.");
    private static readonly Counter<long> BreakerChanges = Meter.CreateCounter<long>("chatgateway.breaker.changes", "{change}", "State changes of circuit breakers.");
    private static readonly Counter<long> Rejections = Meter.CreateCounter<long>("chatgateway.allowlist.rejections", "{call}", "Calls refused by the allowlist.");
    private static readonly Counter<long> QuotaWaits = Meter.CreateCounter<long>("chatgateway.quota.waits", "{attempt}", "Attempts that waited for a quota or a limit.");
    private static readonly Counter<long> QuotaRefusals = Meter.CreateCounter<long>("chatgateway.quota.rejections", "{attempt}", "Attempts refused by a quota or a limit.");
    private static readonly Gauge<long> QuotaRemaining = Meter.CreateGauge<long>("chatgateway.quota.remaining", "{request}", "Requests left today, as of the last attempt.");
    private static readonly Histogram<double> FirstEvent = Meter.CreateHistogram<double>("chatgateway.first_event.duration", "s", "Time from the call to a stream's first event.");

    public static void Sent(string route, Uri endpoint, bool failed)
    {
        if (Attempts.Enabled)
            Attempts.Add(1, new TagList { { "route", Template(route) }, { "server.address", endpoint.Host }, { "server.port", endpoint.Port }, { "outcome", failed ? "failed" : "answered" } });
    }

    public static void Retried(string route, bool switchesEndpoint)
    {
        if (Retries.Enabled) Retries.Add(1, new TagList { { "route", Template(route) } });
        if (switchesEndpoint && Failovers.Enabled) Failovers.Add(1, new TagList { { "route", Template(route) } });
    }

    public static void BreakerChanged(Uri endpoint, string state)
    {
        if (BreakerChanges.Enabled) BreakerChanges.Add(1, new TagList { { "server.address", endpoint.Host }, { "server.port", endpoint.Port }, { "state", state } });
    }

    public static void Rejected(string route)
    {
        if (Rejections.Enabled) Rejections.Add(1, new TagList { { "route", Template(route) } });
    }

    public static void QuotaWaited(string route, string group)
    {
        if (QuotaWaits.Enabled) QuotaWaits.Add(1, new TagList { { "route", Template(route) }, { "group", group } });
    }

    public static void QuotaRefused(string route, string group, string reason)
    {
        if (QuotaRefusals.Enabled) QuotaRefusals.Add(1, new TagList { { "route", Template(route) }, { "group", group }, { "reason", reason } });
    }

    public static void QuotaTaken(QuotaScope scope, QuotaDecision decision)
    {
        if (!QuotaRemaining.Enabled) return;
        if (scope.Limit is { } limit) QuotaRemaining.Record(limit - decision.Used, new TagList { { "group", scope.Group } });
        if (scope.TotalLimit is { } total) QuotaRemaining.Record(total - decision.TotalUsed, new TagList { { "group", scope.TotalGroup } });
    }

    public static void FirstEventCame(string route, TimeSpan elapsed)
    {
        if (FirstEvent.Enabled) FirstEvent.Record(elapsed.TotalSeconds, new TagList { { "route", Template(route) } });
    }

    // each model a time series of its own would be too many
    private static string Template(string route) => route.StartsWith("models/", StringComparison.Ordinal) ? "models/{model}" : route;
}
