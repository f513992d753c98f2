namespace ChatGateway.Sandbox;

internal sealed class SlowFault(TimeSpan delay) : SandboxFault
{
    internal override Task ApplyAsync(GatewayCall call, Func<Task> answer)
    {
        call.Http.Response.Body = new SlowBody(call.Http.Response.Body, call, delay);
        return answer();
    }
}
