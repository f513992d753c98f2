namespace ChatGateway.Sandbox;

internal sealed class StallFault(long bytes) : SandboxFault
{
    internal override async Task ApplyAsync(GatewayCall call, Func<Task> answer)
    {
        call.Http.Response.Body = new LimitedBody(call.Http.Response.Body, bytes, StallAsync);
        await answer();
        await StallAsync();

        Task StallAsync() => call.DelayAsync(Timeout.InfiniteTimeSpan);
    }
}
