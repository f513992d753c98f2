namespace ChatGateway.Sandbox;

internal sealed class DropFault : SandboxFault
{
    internal override Task ApplyAsync(GatewayCall call, Func<Task> answer)
    {
        call.Reset();
        return Task.CompletedTask;
    }
}
