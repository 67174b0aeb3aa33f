using System.Diagnostics;
using Orchestrator.Adapters;
using Orchestrator.Adapters.Sandbox;
using Orchestrator.Bench.Commands;
using Orchestrator.Core.Sagas;
using Orchestrator.Engine;
using Orchestrator.Engine.Auditing;
using Orchestrator.Engine.Ports;
using Orchestrator.Storage;
using Orchestrator.TestKit.Auditing;
using Spectre.Console;

namespace Orchestrator.Bench.Audits;

/// <summary>Audits what was seeded, as the server does, and prints what it took.</summary>
internal static class SeededAudit
{
    /// <summary>The file of the findings that there must be.</summary>
    public const string Expected = "expected.txt";

    private const int ShownMax = 10;
    private static readonly string[] Systems = ["billing", "mail", "network"];

    public static Task<OrchestratorStorage> OpenAsync(string folder, string? database) => database is null
        ? OrchestratorStorage.OpenSqliteAsync(folder, CancellationToken.None)
        : OrchestratorStorage.OpenPostgresAsync(database, CancellationToken.None);

    public static async Task RunAsync(string folder, string? database)
    {
        await using var storage = await OpenAsync(folder, database);
        using var sandbox = SandboxAdapters.Create(new SandboxOptions { File = Path.Combine(folder, "sandbox.db") });
        var adapters = Systems.ToDictionary(
            static name => name, name => (IAdapter)sandbox[name]);
        var runner = new AuditRunner(
            storage.Audits,
            new AuditSources(
                new AdapterRegistry(adapters),
                storage.Services,
                new OpenWork(storage.Journal, static (_, _) => Task.FromResult<IReadOnlyList<SagaState>>([])),
                SeededWorld.Products,
                TimeProvider.System),
            new AuditOptions(folder));
        await storage.Audits.StartAsync(
            new NewAudit("bench", "", [], "bench", "bench", DateTimeOffset.UtcNow), CancellationToken.None);

        var (begun, busy) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        await runner.RunNextAsync("bench", CancellationToken.None);
        var (took, processor) = (Stopwatch.GetElapsedTime(begun), Environment.CpuUsage.TotalTime - busy);

        using var own = Process.GetCurrentProcess();
        var run = (await storage.Audits.FindAsync(1, CancellationToken.None))!;
        var found = (await storage.Audits.ListFindingsAsync(
            new FindingQuery(1_000_000), DateTimeOffset.UtcNow, CancellationToken.None)).Select(static one => SeededWorld.NameOf(one.Finding)).ToHashSet();
        var expected = (await File.ReadAllLinesAsync(Path.Combine(folder, Expected))).ToHashSet();
        var table = Printed.Table("ledger", "listed", "s", "CPU s", "peak MB", "findings", "missed", "false", "state");
        table.AddRow(
            Printed.Number(run.Parts.Sum(static part => part.Held), "n0"),
            Printed.Number(run.Parts.Sum(static part => part.Listed), "n0"),
            Printed.Number(took.TotalSeconds, "n1"),
            Printed.Number(processor.TotalSeconds, "n1"),
            Printed.Number(own.PeakWorkingSet64 / 1024.0 / 1024.0, "n0"),
            Printed.Number(found.Count, "n0"),
            Printed.Number(expected.Except(found).Count(), "n0"),
            Printed.Number(found.Except(expected).Count(), "n0"),
            run.State.ToString());
        Printed.Write(table);
        foreach (var (word, names) in new[] { ("missed", expected.Except(found)), ("false", found.Except(expected)) })
        {
            foreach (var name in names.Order(StringComparer.Ordinal).Take(ShownMax))
                Console.WriteLine($"{word}: {name}");
        }
    }
}
