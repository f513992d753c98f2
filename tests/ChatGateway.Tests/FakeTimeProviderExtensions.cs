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
    /// <param name="clock">The clock.</param>
    /// <param name="step">How far it goes each tenth of a second.</param>
    /// <param name="ended">What has to end.</param>
    /// <param name="tell">What is to be told where it does not.</param>
    public static async Task AdvanceUntilAsync(this FakeTimeProvider clock, TimeSpan step, Task ended, Func<string>? tell = null)
    {
        Task patience = Task.Delay(Answers.Patience, TimeProvider.System);
        while (!ended.IsCompleted && !patience.IsCompleted)
        {
            clock.Advance(step);
            await Task.WhenAny(ended, Task.Delay(Pause, TimeProvider.System));
        }
        if (!ended.IsCompleted) throw new TimeoutException($"The wait has not ended. {tell?.Invoke()}");
        await ended;
    }
}
