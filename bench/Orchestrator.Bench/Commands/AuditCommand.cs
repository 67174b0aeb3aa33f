using System.CommandLine;
using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Npgsql;
using Orchestrator.Adapters.Sandbox;
using Orchestrator.Storage;
using Orchestrator.TestKit.Auditing;
using Spectre.Console;

namespace Orchestrator.Bench.Commands;

/// <summary>
/// <c>audit</c>: many services with five resources each and mismatches among them, audited by a process of its own; what
/// it takes, and whether it finds all of them and nothing else.
/// </summary>
internal static class AuditCommand
{
    private const int Seed = 20261123;

    public static Command Create()
    {
        var database = Options.Database();
        var services = new Option<int>("--services")
        {
            Description = "How many, with five resources each.",
            DefaultValueFactory = _ => 100_000,
        };
        var mismatches = new Option<int>("--mismatches")
        {
            Description = "How many of them are not as they should be.",
            DefaultValueFactory = _ => 1_000,
        };
        var folder = new Option<string?>("--seeded") { Description = "A folder that is seeded: audits it.", Hidden = true };
        var command = new Command("audit", "The leakage audit: time, memory, and what it finds.")
        {
            database, services, mismatches, folder,
        };
        command.SetAction((parsed, _) => parsed.GetValue(folder) is { } seeded
            ? Audits.SeededAudit.RunAsync(seeded, parsed.GetValue(database))
            : RunAsync(parsed.GetValue(database), parsed.GetValue(services), parsed.GetValue(mismatches)));
        return command;
    }

    private static async Task RunAsync(string? database, int services, int mismatches)
    {
        using var folder = new TemporaryFolder();
        var begun = Stopwatch.GetTimestamp();
        var expected = await SeedAsync(folder.Path, database, services, mismatches);
        AnsiConsole.WriteLine(
            $"{services} services, {mismatches} of them not as they should be, seeded in {Stopwatch.GetElapsedTime(begun).TotalSeconds:n0} s on "
            + (database is null ? "SQLite." : "PostgreSQL."));
        await File.WriteAllLinesAsync(Path.Combine(folder.Path, Audits.SeededAudit.Expected), expected);

        // A process of its own: its memory is the audit's, and not that of seeding.
        var start = new ProcessStartInfo(Environment.ProcessPath!);
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(AuditCommand).Assembly.Location);
        foreach (var argument in new[] { "audit", "--seeded", folder.Path })
            start.ArgumentList.Add(argument);
        if (database is not null)
        {
            start.ArgumentList.Add("--database");
            start.ArgumentList.Add(database);
        }

        using var audit = Process.Start(start)!;
        await audit.WaitForExitAsync();
        if (audit.ExitCode != 0)
            throw new InvalidOperationException($"The audit ended with {audit.ExitCode}.");
    }

    private static async Task<IReadOnlySet<string>> SeedAsync(
        string folder, string? connection, int services, int mismatches)
    {
        SandboxAdapters.Create(new SandboxOptions { File = Path.Combine(folder, "sandbox.db") }).Dispose();
        await using (await Audits.SeededAudit.OpenAsync(folder, connection))
        {
        }

        await using DbConnection database = connection is null
            ? new SqliteConnection($"Data Source={Path.Combine(folder, "orchestrator.db")};Pooling=False")
            : new NpgsqlConnection(connection + ";Pooling=false");
        await using var world = new SqliteConnection($"Data Source={Path.Combine(folder, "sandbox.db")};Pooling=False");
        await database.OpenAsync();
        await world.OpenAsync();
        var expected = await SeededWorld.SeedAsync(database, world, services, mismatches, Seed);
        await using var analyze = database.CreateCommand();
        analyze.CommandText = "analyze";
        await analyze.ExecuteNonQueryAsync();
        return expected;
    }
}
