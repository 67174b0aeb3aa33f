using Orchestrator.Bench.InProcess;
using Orchestrator.Bench.Reference;
using Spectre.Console;
using static Orchestrator.Bench.Commands.Printed;

namespace Orchestrator.Bench.Commands;

/// <summary>The measured loads, one to a row, beside what the database itself can do.</summary>
internal sealed class SagaTable
{
    private readonly Table _table = Printed.Table(
        "way", "in flight", "per second", "of reference", "p50 ms", "p99 ms", "CPU us", "WAL B", "stored B");

    private readonly double _reference;

    /// <param name="reference">Per second, what a plain loop of inserts came to.</param>
    public SagaTable(double reference)
    {
        _reference = reference;
        _table.AddRow("reference: insert loop", "", Number(reference, "n0"), Number(1, "p0"), "", "", "", "", "");
    }

    /// <summary>Runs a load and adds what it came to, with what it left in the database per activation.</summary>
    public async Task AddAsync(string way, string folder, string? database, Func<Task<LoadFigures>> load)
    {
        var before = await DatabaseSize.MeasureAsync(folder, database);
        var figures = await load();
        var after = await DatabaseSize.MeasureAsync(folder, database);
        _table.AddRow(
            way,
            Number(figures.InFlight, "n0"),
            Number(figures.PerSecond, "n0"),
            Number(figures.PerSecond / _reference, "p0"),
            Number(figures.Median.TotalMilliseconds, "n2"),
            Number(figures.Slowest1Percent.TotalMilliseconds, "n2"),
            Number(figures.Processor.TotalMicroseconds, "n0"),
            Number((double?)(after.LogUntil - before.LogFrom) / figures.Count, "n0"),
            Number((double)(after.Stored - before.Stored) / figures.Count, "n0"));
    }

    public void Write() => Printed.Write(_table);
}
