using Xunit;

namespace ChatGateway.Tests.Diagnostics;

/// <summary>docs/errors.md lists the rows of the table: every one, in its order, in its words, and nothing else.</summary>
public sealed class ErrorDocumentTests
{
    private static readonly string[] Lines = File.ReadAllLines(RepositoryRoot.At("docs", "errors.md"));

    [Fact]
    public void Document_Rows_AreThoseOfTheTable()
    {
        string[] documented = [.. Rows.Select(WithoutWhen)];
        string[] rows = [.. DiagnosisTable.Rows.Select(row => $"`{row.Id}` | {row.Cause} | {row.Explanation.English} | {row.Advice.English}")];

        Assert.Equal(rows, documented);
    }

    [Fact]
    public void Document_EveryRow_SaysWhenItApplies() =>
        Assert.All(Rows, line => Assert.True(Cells(line)[1].Length > 2, line));

    [Fact]
    public void Document_NamesEveryExceptionAndCause()
    {
        string text = string.Join('\n', Lines);
        IEnumerable<string> exceptions = typeof(ChatGatewayException).Assembly.GetExportedTypes()
            .Where(type => type.IsSubclassOf(typeof(ChatGatewayException))).Select(type => type.Name);

        Assert.All(exceptions.Concat(Enum.GetNames<DiagnosisCause>()), name => Assert.Contains(name, text, StringComparison.Ordinal));
    }

    // ids are in lower case; the exceptions above are not
    private static IEnumerable<string> Rows => Lines.Where(line => line.StartsWith("| `", StringComparison.Ordinal) && char.IsLower(line[3]));

    private static string WithoutWhen(string line)
    {
        string[] cells = Cells(line);
        return string.Join(" | ", cells.Where((_, index) => index != 1));
    }

    private static string[] Cells(string line) => [.. line.Trim('|', ' ').Split(" | ").Select(cell => cell.Trim())];
}
