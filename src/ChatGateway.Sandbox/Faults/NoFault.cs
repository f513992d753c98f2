namespace ChatGateway.Sandbox;

internal sealed class NoFault : SandboxFault
{
    internal override Task ApplyAsync(GatewayCall call, Func<Task> answer) => answer();
}
