namespace ChatGateway.Tests.Sandbox;

/// <summary>A clock that stands still until it is set; timers run on real time.</summary>
internal sealed class ManualTime(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
