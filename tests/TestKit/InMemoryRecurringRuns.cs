using Orchestrator.Engine.Ports;

namespace Orchestrator.TestKit;

/// <summary>How far work that recurs has been done, in memory; as the databases keep it.</summary>
public sealed class InMemoryRecurringRuns : IRecurringRuns
{
    private readonly SortedDictionary<string, RecurringState> _states = new(StringComparer.Ordinal);

    public Task RegisterAsync(IReadOnlyList<string> works, DateTimeOffset upTo, CancellationToken cancellation)
    {
        lock (_states)
        {
            foreach (var work in works)
                _states.TryAdd(work, new RecurringState(work, upTo, "", DateTimeOffset.UnixEpoch, null, ""));
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<RecurringState>> ReadAsync(CancellationToken cancellation)
    {
        lock (_states)
            return Task.FromResult<IReadOnlyList<RecurringState>>([.. _states.Values]);
    }

    public Task<bool> TakeAsync(RecurringTake take, CancellationToken cancellation) => ChangeAsync(
        take.Seen.Work,
        now => now.DoneUpTo == take.Seen.DoneUpTo && now.Until <= take.Now,
        now => now with { Owner = take.Owner, Until = take.Until });

    public Task<bool> KeepAsync(string work, string owner, DateTimeOffset until, CancellationToken cancellation) =>
        ChangeAsync(work, now => now.Owner == owner, now => now with { Until = until });

    public Task ReturnAsync(
        string work,
        string owner,
        DateTimeOffset? doneUpTo,
        string problem,
        DateTimeOffset now,
        CancellationToken cancellation) => ChangeAsync(
        work,
        state => state.Owner == owner,
        state => state with
        {
            Until = DateTimeOffset.UnixEpoch,
            DoneUpTo = doneUpTo ?? state.DoneUpTo,
            EndTime = now,
            Problem = problem,
        });

    private Task<bool> ChangeAsync(
        string work, Func<RecurringState, bool> may, Func<RecurringState, RecurringState> change)
    {
        lock (_states)
        {
            var isSo = _states.TryGetValue(work, out var now) && may(now);
            if (isSo)
                _states[work] = change(now!);
            return Task.FromResult(isSo);
        }
    }
}
