using System.Collections.Concurrent;
using Orchestrator.Core.Workflows;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Engine;

/// <summary>
/// Published versions, compiled. Versions never change, so what is here stays right; the least used ones make room.
/// </summary>
/// <param name="store">Where the versions are.</param>
/// <param name="compile">
/// Makes a plan of a version to run it. Lenient: what was published runs, even where an adapter that it names has been
/// removed since, for only its steps on that adapter must wait. Throws where the document cannot be read at all.
/// </param>
/// <param name="capacity">Versions that are kept; at least 1. Activations in memory keep theirs in any case.</param>
public sealed class PlanCache(IWorkflowStore store, Func<StoredWorkflow, WorkflowPlan> compile, int capacity = 2_000)
{
    private readonly ConcurrentDictionary<(string Definition, int Version), Entry> _entries = new();
    private long _clock;

    /// <summary>
    /// The plan of a version; with version 0 of the latest that is not retired. Null where there is none.
    /// </summary>
    /// <exception cref="JournalUnavailableException">The database cannot be reached.</exception>
    public Task<WorkflowPlan?> GetAsync(string definition, int version, CancellationToken cancellation)
    {
        if (_entries.TryGetValue((definition, version), out var entry))
        {
            entry.Used = Interlocked.Increment(ref _clock);
            return entry.Plan.IsCompleted ? entry.Plan : entry.Plan.WaitAsync(cancellation);
        }

        return LoadAsync((definition, version)).WaitAsync(cancellation);
    }

    /// <summary>
    /// A version of the definition was published or retired: which one is the latest must be looked up anew.
    /// </summary>
    public void Forget(string definition) => _entries.TryRemove((definition, 0), out _);

    private Task<WorkflowPlan?> LoadAsync((string Definition, int Version) key)
    {
        var done = new TaskCompletionSource<WorkflowPlan?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var entry = new Entry(done.Task) { Used = Interlocked.Increment(ref _clock) };
        if (!_entries.TryAdd(key, entry))
            return GetAsync(key.Definition, key.Version, CancellationToken.None);

        MakeRoom();
        _ = FillAsync(key, entry, done);
        return done.Task;
    }

    private async Task FillAsync(
        (string Definition, int Version) key, Entry entry, TaskCompletionSource<WorkflowPlan?> done)
    {
        try
        {
            var plan = await CompileAsync(key).ConfigureAwait(false);
            if (plan is null)
                _entries.TryRemove(KeyValuePair.Create(key, entry));
            done.SetResult(plan);
        }
        catch (Exception failure)
        {
            _entries.TryRemove(KeyValuePair.Create(key, entry));
            done.SetException(failure);
        }
    }

    private async Task<WorkflowPlan?> CompileAsync((string Definition, int Version) key)
    {
        var stored = await store.FindAsync(key.Definition, key.Version, CancellationToken.None).ConfigureAwait(false);
        if (stored is null)
            return null;
        if (key.Version != 0)
            return compile(stored);

        // The latest one under its own number too, so that there is one plan of each version.
        return await GetAsync(key.Definition, stored.Version, CancellationToken.None).ConfigureAwait(false);
    }

    private void MakeRoom()
    {
        if (_entries.Count <= capacity)
            return;

        var oldest = _entries.ToArray().OrderBy(entry => entry.Value.Used).Take(Math.Max(1, capacity / 10));
        foreach (var entry in oldest)
            _entries.TryRemove(entry);
    }

    private sealed class Entry(Task<WorkflowPlan?> plan)
    {
        public Task<WorkflowPlan?> Plan { get; } = plan;

        /// <summary>Greater is later.</summary>
        public long Used { get; set; }
    }
}
