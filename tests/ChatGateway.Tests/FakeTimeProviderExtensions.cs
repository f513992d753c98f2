using ChatGateway.Tests.Servers;
using Microsoft.Extensions.Time.Testing;

namespace ChatGateway.Tests;

internal static class FakeTimeProviderExtensions
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Moves the clock by steps until something has ended. One step is not always enough: who reads the clock just before it moves begins
    /// its wait behind it.
    /// </summary>
    public static async Task AdvanceUntilAsync(this FakeTimeProvider clock, TimeSpan step, Task ended)
    {
        Task patience = Task.Delay(Answers.Patience, TimeProvider.System);
        while (!ended.IsCompleted && !patience.IsCompleted)
        {
            clock.Advance(step);
            await Task.WhenAny(ended, Task.Delay(Pause, TimeProvider.System));
        }
        await ended.WaitAsync(TimeSpan.Zero);
    }
}
