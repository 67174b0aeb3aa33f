using System.Collections.Concurrent;
using Orchestrator.Core.Sagas;
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
public sealed class PlanCache(
    IWorkflowStore store,
    Func<StoredWorkflow, IReadOnlyList<WorkflowPart>, CancellationToken, Task<WorkflowPlan>> compile,
    int capacity = 2_000)
{
    private readonly ConcurrentDictionary<Key, Entry> _entries = new();
    private long _clock;

    /// <summary>The same where no definition uses another one as an activity.</summary>
    public PlanCache(IWorkflowStore store, Func<StoredWorkflow, WorkflowPlan> compile, int capacity = 2_000)
        : this(store, (stored, _, _) => Task.FromResult(compile(stored)), capacity)
    {
    }

    /// <summary>
    /// The plan of a version; with version 0 of the latest that is not retired. Null where there is none.
    /// </summary>
    /// <exception cref="JournalUnavailableException">The database cannot be reached.</exception>
    public Task<WorkflowPlan?> GetAsync(string definition, int version, CancellationToken cancellation) =>
        GetAsync(new Key(definition, version), cancellation);

    /// <summary>The plan that an activation has: with the versions of other definitions that it began with.</summary>
    /// <exception cref="JournalUnavailableException">The database cannot be reached.</exception>
    public Task<WorkflowPlan?> GetAsync(ActivationAccepted accepted, CancellationToken cancellation) =>
        GetAsync(new Key(accepted.Workflow, accepted.Version) { Parts = accepted.Parts ?? [] }, cancellation);

    /// <summary>
    /// A version of the definition was published or retired: which one is the latest must be looked up anew, and those
    /// that use others as activities, for it may be one of them.
    /// </summary>
    /// <param name="definition">Null: it is not known which.</param>
    public void Forget(string? definition)
    {
        if (definition is not null)
            _entries.TryRemove(new Key(definition, 0), out _);
        foreach (var (key, entry) in _entries)
        {
            if (definition is null && key.Version == 0)
                _entries.TryRemove(key, out _);
            else if (key.Parts.Count == 0
                && entry.Plan is not { IsCompletedSuccessfully: true, Result.Parts.IsEmpty: true })
                _entries.TryRemove(key, out _);
        }
    }

    /// <summary>The versions in force that an event of a name starts.</summary>
    /// <exception cref="JournalUnavailableException">The database cannot be reached.</exception>
    public Task<IReadOnlyList<StoredTrigger>> FindStartedByAsync(string eventName, CancellationToken cancellation) =>
        store.FindTriggersAsync(eventName, cancellation);

    private Task<WorkflowPlan?> GetAsync(Key key, CancellationToken cancellation)
    {
        if (_entries.TryGetValue(key, out var entry))
        {
            entry.Used = Interlocked.Increment(ref _clock);
            return entry.Plan.IsCompleted ? entry.Plan : entry.Plan.WaitAsync(cancellation);
        }

        return LoadAsync(key).WaitAsync(cancellation);
    }

    private Task<WorkflowPlan?> LoadAsync(Key key)
    {
        var done = new TaskCompletionSource<WorkflowPlan?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var entry = new Entry(done.Task) { Used = Interlocked.Increment(ref _clock) };
        if (!_entries.TryAdd(key, entry))
            return GetAsync(key, CancellationToken.None);

        MakeRoom();
        _ = FillAsync(key, entry, done);
        return done.Task;
    }

    private async Task FillAsync(Key key, Entry entry, TaskCompletionSource<WorkflowPlan?> done)
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

    private async Task<WorkflowPlan?> CompileAsync(Key key)
    {
        var stored = await store.FindAsync(key.Definition, key.Version, CancellationToken.None).ConfigureAwait(false);
        if (stored is null)
            return null;
        if (key.Version != 0)
            return await compile(stored, key.Parts, CancellationToken.None).ConfigureAwait(false);

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

    private sealed record Key(string Definition, int Version)
    {
        /// <summary>Those that count; empty: what is published now.</summary>
        public IReadOnlyList<WorkflowPart> Parts { get; init; } = [];

        public bool Equals(Key? other) => other is not null
            && other.Definition == Definition && other.Version == Version && other.Parts.SequenceEqual(Parts);

        public override int GetHashCode() => HashCode.Combine(Definition, Version, Parts.Count);
    }

    private sealed class Entry(Task<WorkflowPlan?> plan)
    {
        public Task<WorkflowPlan?> Plan { get; } = plan;

        /// <summary>Greater is later.</summary>
        public long Used { get; set; }
    }
}
