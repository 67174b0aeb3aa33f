using System.Diagnostics;
using Orchestrator.Bench.InProcess;

namespace Orchestrator.Bench.Reference;

/// <summary>
/// The least that the workload takes, in the same run: callers in a closed loop, each making four rows durable one
/// after the other, as a saga of three steps does, by group commit. It has no workflow, no adapter, no state and no
/// undo; what the engine costs is what it takes beyond this.
/// </summary>
public static class BareProgram
{
    /// <summary>Two batches at once are best on a disk that makes a commit durable at once.</summary>
    private const int WritersMax = 2;

    private const int RowsPerSaga = 4;

    /// <summary>Runs for that long.</summary>
    public static async Task<LoadFigures> RunAsync(string folder, string? database, int inFlight, TimeSpan time)
    {
        await using IBareTable table = database is null
            ? new BareSqliteTable(folder)
            : await BarePostgresTable.CreateAsync(database, WritersMax);
        var commit = new GroupCommit(table, database is null ? 1 : WritersMax);
        var last = 0L;
        using var process = Process.GetCurrentProcess();
        var (cpu, allocated, watch) = (process.TotalProcessorTime, GC.GetTotalAllocatedBytes(), Stopwatch.StartNew());
        var callers = await Task.WhenAll(Enumerable.Range(0, inFlight).Select(_ => Task.Run(async () =>
        {
            var latencies = new List<TimeSpan>();
            for (var begun = Stopwatch.GetTimestamp(); watch.Elapsed < time; begun = Stopwatch.GetTimestamp())
            {
                var saga = Interlocked.Increment(ref last);
                for (var row = 0; row < RowsPerSaga; row++)
                    await commit.WriteAsync(saga, row);
                latencies.Add(Stopwatch.GetElapsedTime(begun));
            }

            return latencies;
        })));
        process.Refresh();
        return LoadFigures.Of(
            inFlight,
            [.. callers.SelectMany(latencies => latencies)],
            watch.Elapsed,
            process.TotalProcessorTime - cpu,
            GC.GetTotalAllocatedBytes() - allocated);
    }

    /// <summary>A writer takes all that waits; the next batch gathers while it is being written.</summary>
    private sealed class GroupCommit(IBareTable table, int writersMax)
    {
        private readonly Lock _gate = new();
        private List<(long Saga, int Row, TaskCompletionSource Done)> _waiting = [];
        private int _writers;

        public Task WriteAsync(long saga, int row)
        {
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_gate)
            {
                _waiting.Add((saga, row, done));
                if (_writers == writersMax)
                    return done.Task;

                _writers++;
            }

            _ = Task.Run(WorkAsync);
            return done.Task;
        }

        private async Task WorkAsync()
        {
            while (true)
            {
                List<(long Saga, int Row, TaskCompletionSource Done)> batch;
                lock (_gate)
                {
                    if (_waiting.Count == 0)
                    {
                        _writers--;
                        return;
                    }

                    (batch, _waiting) = (_waiting, []);
                }

                await table.InsertAsync([.. batch.Select(one => one.Saga)], [.. batch.Select(one => one.Row)]);
                batch.ForEach(one => one.Done.SetResult());
            }
        }
    }
}
