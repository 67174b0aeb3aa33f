using Orchestrator.Bench.InProcess;
using Orchestrator.Bench.Reference;
using Spectre.Console;
using static Orchestrator.Bench.Commands.Printed;

namespace Orchestrator.Bench.Commands;

/// <summary>The measured loads, one to a row, beside what the database itself can do.</summary>
internal sealed class SagaTable
{
    private readonly Table _table = Printed.Table(
        "way", "in flight", "per second", "of bare", "p50 ms", "p99 ms", "CPU us", "flushes", "WAL B", "stored B");

    private LoadFigures? _bare;

    /// <param name="perSecond">What a plain loop of inserts came to.</param>
    public void AddInsertLoop(double perSecond) =>
        _table.AddRow("a plain loop of inserts", "", Number(perSecond, "n0"), "", "", "", "", "", "", "");

    /// <summary>What the rows after this one are compared with.</summary>
    public void AddBare(LoadFigures bare)
    {
        _bare = bare;
        _table.AddRow(
            "bare program",
            Number(bare.InFlight, "n0"),
            Number(bare.PerSecond, "n0"),
            Number(1, "p0"),
            Number(bare.Median.TotalMilliseconds, "n2"),
            Number(bare.Slowest1Percent.TotalMilliseconds, "n2"),
            Number(bare.Processor.TotalMicroseconds, "n0"),
            "",
            "",
            "");
    }

    /// <summary>Runs a load and adds what it came to, with what it left in the database per activation.</summary>
    /// <param name="way">What the row is called.</param>
    /// <param name="folder">For SQLite.</param>
    /// <param name="database">A PostgreSQL connection string; null for SQLite.</param>
    /// <param name="flushes">How often the journal has been flushed until now.</param>
    /// <param name="load">What is measured.</param>
    public async Task AddAsync(
        string way, string folder, string? database, Func<Task<long>> flushes, Func<Task<LoadFigures>> load)
    {
        var before = (Size: await DatabaseSize.MeasureAsync(folder, database), Flushes: await flushes());
        var figures = await load();
        var after = (Size: await DatabaseSize.MeasureAsync(folder, database), Flushes: await flushes());
        _table.AddRow(
            way,
            Number(figures.InFlight, "n0"),
            Number(figures.PerSecond, "n0"),
            _bare is null ? "" : Number(figures.PerSecond / _bare.PerSecond, "p0"),
            Number(figures.Median.TotalMilliseconds, "n2"),
            Number(figures.Slowest1Percent.TotalMilliseconds, "n2"),
            Number(figures.Processor.TotalMicroseconds, "n0"),
            Number((double)(after.Flushes - before.Flushes) / figures.Count, "n2"),
            Number((double?)(after.Size.LogUntil - before.Size.LogFrom) / figures.Count, "n0"),
            Number((double)(after.Size.Stored - before.Size.Stored) / figures.Count, "n0"));
    }

    public void Write() => Printed.Write(_table);
}
