using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Npgsql;

namespace Orchestrator.Bench.Reference;

/// <summary>The workload on DBOS Transact, in a process of its own: <c>bench/compared/dbos</c>.</summary>
internal static class DbosProgram
{
    private const string Database = "dbos_saga3";

    /// <summary>Runs for that long, after a warm-up of the same load.</summary>
    /// <exception cref="InvalidOperationException">It ended otherwise than well; its errors are on this one's.</exception>
    public static async Task<(double PerSecond, TimeSpan Median)> RunAsync(
        string folder, string database, int inFlight, TimeSpan time, TimeSpan warmUp)
    {
        var start = new ProcessStartInfo("node") { RedirectStandardOutput = true };
        foreach (var argument in (string[])[
            "--no-deprecation", Path.Combine(folder, "saga3.mjs"), AddressOf(database), Text(time.TotalSeconds), Text(warmUp.TotalSeconds),
            Text(inFlight)])
            start.ArgumentList.Add(argument);
        using var node = Process.Start(start)!;
        var printed = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        if (node.ExitCode != 0)
            throw new InvalidOperationException($"DBOS's program ended with exit code {node.ExitCode}.");

        using var row = JsonDocument.Parse(printed);
        return (
            row.RootElement.GetProperty("perSecond").GetDouble(),
            TimeSpan.FromMilliseconds(row.RootElement.GetProperty("median").GetDouble()));
    }

    private static string AddressOf(string database)
    {
        var its = new NpgsqlConnectionStringBuilder(database);
        var who = Uri.EscapeDataString(its.Username ?? "postgres")
            + (its.Password is null ? "" : $":{Uri.EscapeDataString(its.Password)}");
        return $"postgres://{who}@{its.Host}:{Text(its.Port)}/{Database}";
    }

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
