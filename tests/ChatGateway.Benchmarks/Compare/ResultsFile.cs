using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using ChatGateway.Benchmarks.Flatness;
using OpenAI;

namespace ChatGateway.Benchmarks.Compare;

/// <summary>RESULTS.md: the measured part is written anew, what people wrote below <see cref="Marker"/> stays.</summary>
internal static class ResultsFile
{
    private const string Name = "RESULTS.md";
    private const string Marker = "## What was tried";

    public static async Task WriteAsync(CompareOptions options, IReadOnlyList<ResultRow> rows, IReadOnlyList<FlatnessRow> flatness)
    {
        string path = Path.Combine(FindFolder(), Name);
        string old = File.Exists(path) ? await File.ReadAllTextAsync(path) : "";
        int kept = old.IndexOf(Marker, StringComparison.Ordinal);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # Results

            Written by `dotnet run -c Release --project tests/ChatGateway.Benchmarks -- compare --write`, down to "{Marker[3..]}".

            {TimeProvider.System.GetUtcNow():yyyy-MM-dd} · ChatGateway {VersionOf(typeof(ChatGatewayClient))} · OpenAI {VersionOf(typeof(OpenAIClientOptions))} ·
            {RuntimeInformation.FrameworkDescription} · {OperatingSystemName} {RuntimeInformation.OSArchitecture}, {Environment.ProcessorCount} cores · {options.Rounds} rounds

            The peers answer the same canned loopback requests in one process, taking turns; every answer is checked. The numbers are
            medians of the ratios within a round. The floor is a bare HttpClient that throws the bytes away; added = (ours − floor) /
            (OpenAI − floor). What the OpenAI SDK takes is there for orientation and true of one machine only. The budget demands
            `must` and hopes for `stretch`; in parentheses what it says of `added`.

            {ResultTable.Head}
            {string.Join('\n', rows.Select(ResultTable.Line))}

            ## Long streams

            Streams of different length, this library alone. Ten chunks carry the cost of their call; beyond it, each further chunk
            should cost what the others do. Held is what is reachable when the last text has come, beyond what was before the call.

            {FlatnessRow.Head}
            {string.Join('\n', flatness.Select(row => row.ToMarkdown()))}


            """);
        text.Append(kept >= 0 ? old[kept..] : $"{Marker}\n\nNothing yet.\n");
        await File.WriteAllTextAsync(path, text.ToString());
        Console.WriteLine($"Written to {Name}.");
    }

    private static string OperatingSystemName => OperatingSystem.IsLinux() ? "Linux" : OperatingSystem.IsWindows() ? "Windows" : OperatingSystem.IsMacOS() ? "macOS" : "other";

    private static string VersionOf(Type type) =>
        type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    private static string FindFolder()
    {
        const string Project = "ChatGateway.Benchmarks.csproj";
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Project))) return folder.FullName;
        }
        throw new InvalidOperationException($"{Project} is not above {AppContext.BaseDirectory}.");
    }
}
