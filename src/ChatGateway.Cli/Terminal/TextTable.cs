using Spectre.Console;

namespace ChatGateway.Cli;

/// <summary>A table: with lines and as wide as the window on a terminal, plain columns in a pipe.</summary>
internal static class TextTable
{
    /// <param name="rows">The rows, the head first.</param>
    /// <param name="numbers">The columns that stand on the right.</param>
    /// <param name="output">Where it goes.</param>
    public static void Write(IReadOnlyList<string[]> rows, IReadOnlyCollection<int> numbers, TextWriter output)
    {
        if (Console.IsOutputRedirected) WritePlain(rows, numbers, output);
        else WriteLined(rows, numbers, output);
    }

    // two blanks apart: for people's eyes and for awk
    private static void WritePlain(IReadOnlyList<string[]> rows, IReadOnlyCollection<int> numbers, TextWriter output)
    {
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        foreach (string[] row in rows)
        {
            IEnumerable<string> cells = row.Select((cell, column) => numbers.Contains(column) ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]));
            output.WriteLine(string.Join("  ", cells).TrimEnd());
        }
    }

    private static void WriteLined(IReadOnlyList<string[]> rows, IReadOnlyCollection<int> numbers, TextWriter output)
    {
        var table = new Table { Border = TableBorder.Rounded };
        // the first column's names are copied from here: they stay in one piece
        for (int i = 0; i < rows[0].Length; i++)
            table.AddColumn(new TableColumn(new Text(rows[0][i])) { Alignment = numbers.Contains(i) ? Justify.Right : Justify.Left, NoWrap = i == 0 });
        // as they are: what a gateway says is no markup
        foreach (string[] row in rows.Skip(1)) table.AddRow(row.Select(cell => new Text(cell)));
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) }).Write(table);
    }
}
