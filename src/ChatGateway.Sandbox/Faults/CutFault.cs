namespace ChatGateway.Sandbox;

internal sealed class CutFault(long bytes) : SandboxFault
{
    internal override async Task ApplyAsync(GatewayCall call, Func<Task> answer)
    {
        var body = new LimitedBody(call.Http.Response.Body, bytes, call.CloseAsync);
        call.Http.Response.Body = body;
        await answer();
        if (!body.LimitReached)
            await call.CloseAsync();
    }
}
