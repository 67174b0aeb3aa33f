using System.Globalization;
using Spectre.Console;

namespace Orchestrator.Bench.Commands;

/// <summary>Tables and numbers as all commands print them.</summary>
internal static class Printed
{
    private const int WidthMin = 120;

    public static Table Table(params string[] columns)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns)
            table.AddColumn(new TableColumn(column).NoWrap());
        return table;
    }

    /// <summary>Wide enough for a file, too.</summary>
    public static void Write(Table table)
    {
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, WidthMin);
        AnsiConsole.Write(table);
    }

    public static string Number(double? number, string format) =>
        number?.ToString(format, CultureInfo.InvariantCulture) ?? "";
}
