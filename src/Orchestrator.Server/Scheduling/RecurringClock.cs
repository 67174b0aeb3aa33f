using Microsoft.Extensions.Logging;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Server.Scheduling;

/// <summary>
/// Does work that recurs, when it is due and nobody else does it: what was done is a row that all nodes share, and who
/// does it has it for a while and keeps it while it lasts. It may be asked at any time, and as often as one likes.
/// </summary>
/// <param name="runs">How far it has been done.</param>
/// <param name="works">What there is, each with when it comes.</param>
/// <param name="node">This node's name.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Where to.</param>
internal sealed class RecurringClock(
    IRecurringRuns runs,
    IReadOnlyDictionary<IRecurringWork, Recurrence> works,
    string node,
    TimeProvider time,
    ILogger log)
{
    /// <summary>
    /// How long nobody else takes the work of a node that is not heard of any more. More than clocks may differ.
    /// </summary>
    internal static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private bool _isRegistered;

    /// <summary>What there is, each with when it comes.</summary>
    public IReadOnlyDictionary<IRecurringWork, Recurrence> Works => works;

    /// <summary>Does all that is due.</summary>
    public Task TurnAsync(CancellationToken stop) => Task.WhenAll(works.Keys.Select(work => TurnAsync(work, stop)));

    /// <summary>Does the work, where it is due and nobody else does it.</summary>
    public async Task TurnAsync(IRecurringWork work, CancellationToken stop)
    {
        try
        {
            if (await SeeAsync(work, stop).ConfigureAwait(false) is not { } seen)
                return;

            var now = time.GetUtcNow();
            if (works[work].After(seen.DoneUpTo) is not { } due || due > now)
                return;

            var owner = $"{node}/{Guid.NewGuid():n}";
            if (await runs.TakeAsync(new RecurringTake(seen, owner, now, now + Lease), stop).ConfigureAwait(false))
                await RunAsync(work, new RecurringMoment(due, now), owner, stop).ConfigureAwait(false);
        }
        catch (Exception later) when (later is JournalUnavailableException or OperationCanceledException)
        {
            // It is still due, and looked at again soon.
        }
    }

    private async Task<RecurringState?> SeeAsync(IRecurringWork work, CancellationToken stop)
    {
        if (!_isRegistered)
        {
            await runs.RegisterAsync([.. works.Keys.Select(one => one.Name)], time.GetUtcNow(), stop)
                .ConfigureAwait(false);
            _isRegistered = true;
        }

        var states = await runs.ReadAsync(stop).ConfigureAwait(false);
        return states.FirstOrDefault(state => state.Work == work.Name);
    }

    private async Task RunAsync(IRecurringWork work, RecurringMoment moment, string owner, CancellationToken stop)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var keeping = KeepAsync(work, owner, over);
        DateTimeOffset? doneUpTo = moment.Now;
        var problem = "";
        try
        {
            await work.RunAsync(moment, over.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is JournalUnavailableException or OperationCanceledException)
        {
            (doneUpTo, problem) = (null, failure.Message);
        }
        catch (Exception failure)
        {
            log.LogError(failure, "The recurring work {Work} failed; it is done again when it is due next.", work.Name);
            problem = failure.Message;
        }

        await over.CancelAsync().ConfigureAwait(false);
        await keeping.ConfigureAwait(false);

        // A server that stops still says so: the others need not wait for its lease to end.
        await runs.ReturnAsync(work.Name, owner, doneUpTo, problem, time.GetUtcNow(), CancellationToken.None)
            .ConfigureAwait(false);
    }

    /// <summary>Keeps the work for this node; ends the run where that cannot be done any more.</summary>
    private async Task KeepAsync(IRecurringWork work, string owner, CancellationTokenSource run)
    {
        var heldUntil = time.GetUtcNow() + Lease;
        using var beat = new PeriodicTimer(Lease / 3, time);
        while (await NextAsync(beat, run.Token).ConfigureAwait(false))
        {
            try
            {
                var until = time.GetUtcNow() + Lease;
                if (await runs.KeepAsync(work.Name, owner, until, run.Token).ConfigureAwait(false))
                    heldUntil = until;
                else
                    heldUntil = DateTimeOffset.MinValue;
            }
            catch (Exception away) when (away is JournalUnavailableException or OperationCanceledException)
            {
                // Kept as long as it was the last time.
            }

            if (time.GetUtcNow() >= heldUntil)
                await run.CancelAsync().ConfigureAwait(false);
        }
    }

    /// <summary>False where the run is over.</summary>
    private static async Task<bool> NextAsync(PeriodicTimer beat, CancellationToken over)
    {
        try
        {
            return await beat.WaitForNextTickAsync(over).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
