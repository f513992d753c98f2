namespace ChatGateway.Sandbox;

internal sealed class DelayFault(TimeSpan delay) : SandboxFault
{
    internal override async Task ApplyAsync(GatewayCall call, Func<Task> answer)
    {
        await call.DelayAsync(delay);
        await answer();
    }
}
