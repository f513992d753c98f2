using Microsoft.Extensions.Hosting;

namespace ChatGateway.Sandbox;

/// <summary>The host's usual lifetime takes Ctrl+C for itself; inside another program that key is not the sandbox's business.</summary>
internal sealed class EmbeddedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
