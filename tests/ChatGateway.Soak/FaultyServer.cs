using ChatGateway.Sandbox;

namespace ChatGateway.Soak;

/// <summary>A sandbox that plays a fault on every fifth request, all kinds in turn, until its standard input ends.</summary>
internal static class FaultyServer
{
    private const int FaultEvery = 5;
    private const int Ahead = 1000;

    private static readonly SandboxFault[] Faults =
    [
        SandboxFault.Status(500),
        SandboxFault.Status(429),
        SandboxFault.Status(400),
        SandboxFault.Delay(TimeSpan.FromMilliseconds(200)),
        SandboxFault.Drop(),
        SandboxFault.CutAfter(40),
        SandboxFault.CutAfter(600),
        SandboxFault.StallAfter(0),
        SandboxFault.StallAfter(500),
        SandboxFault.Malformed(),
        SandboxFault.Slow(TimeSpan.FromMilliseconds(20)),
    ];

    public static async Task<int> RunAsync()
    {
        await using SandboxGateway sandbox = await SandboxGateway.StartAsync(new SandboxOptions { Rules = SandboxRules.Open });
        Console.WriteLine(sandbox.Endpoint);
        // the console's own asynchronous reading blocks
        Task ended = Task.Run(Console.In.ReadToEnd);
        int count = 0;
        while (!ended.IsCompleted)
        {
            for (; sandbox.Faults.Count < Ahead; count++)
                sandbox.Faults.Enqueue(count % FaultEvery == 0 ? Faults[count / FaultEvery % Faults.Length] : SandboxFault.None);
            await Task.WhenAny(ended, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System));
        }
        return 0;
    }
}
