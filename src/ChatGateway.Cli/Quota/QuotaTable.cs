using System.Globalization;

namespace ChatGateway.Cli;

/// <summary>Quotas as a table for people.</summary>
internal static class QuotaTable
{
    private const string Time = "yyyy-MM-dd HH:mm zzz";

    private static readonly int[] Numbers = [1, 2, 3];

    public static void Write(IReadOnlyList<QuotaUsage> usage, CliConsole console)
    {
        string[][] rows = [["GROUP", "USED", "LIMIT", "LEFT", "RESETS", "MODELS"], .. usage.Select(Row)];
        TextTable.Write(rows, Numbers, console.Out);
        foreach (QuotaUsage group in usage)
        {
            if (group.LockedUntil is { } until)
                console.WriteNote($"{group.Group}: the gateway said that it is used up; asked again from {TextOf(until.ToOffset(group.ResetsAt.Offset))}");
        }
    }

    private static string TextOf(DateTimeOffset time) => time.ToString(Time, CultureInfo.InvariantCulture);

    private static string[] Row(QuotaUsage usage) =>
    [
        usage.Group,
        usage.Used.ToString(CultureInfo.InvariantCulture),
        usage.Limit?.ToString(CultureInfo.InvariantCulture) ?? "-",
        usage.Remaining?.ToString(CultureInfo.InvariantCulture) ?? "-",
        TextOf(usage.ResetsAt),
        usage.Models.Count > 0 ? string.Join(", ", usage.Models) : "all chat models together",
    ];
}
