using ChatGateway.Tests.Fuzzing;

namespace ChatGateway.Fuzz;

/// <summary>Reads a finding's inputs again.</summary>
internal static class Replay
{
    private static readonly TimeSpan LongestExecution = TimeSpan.FromSeconds(10);

    /// <returns>1 when a promise is still broken.</returns>
    public static async Task<int> RunAsync(string file)
    {
        Finding finding = Finding.Parse(await File.ReadAllTextAsync(file));
        Console.WriteLine(finding);
        bool isBroken = await IsBrokenAsync("as found", finding.Input);
        if (finding.Minimized is { } minimized) isBroken |= await IsBrokenAsync("minimised", minimized);
        return isBroken ? 1 : 0;
    }

    private static async Task<bool> IsBrokenAsync(string name, FuzzInput input)
    {
        var oracle = new Oracle();
        Task<Verdict> check = Task.Run(() => oracle.CheckAsync(input));
        if (await Task.WhenAny(check, Task.Delay(LongestExecution, TimeProvider.System)) != check)
        {
            Console.WriteLine($"\n{name}: hangs");
            return true;
        }
        Verdict verdict = await check;
        oracle.Dispose();
        Console.WriteLine($"\n{name}: {verdict.Violation?.Message ?? $"holds ({verdict.Ending})"}");
        return verdict.Violation is not null;
    }
}
