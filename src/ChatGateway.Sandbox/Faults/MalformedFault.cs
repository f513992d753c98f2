namespace ChatGateway.Sandbox;

internal sealed class MalformedFault : SandboxFault
{
    internal override Task ApplyAsync(GatewayCall call, Func<Task> answer)
    {
        call.Http.Response.Body = new MalformedBody(call.Http.Response.Body, call.Http.Response);
        return answer();
    }
}
