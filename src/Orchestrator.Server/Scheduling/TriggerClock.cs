using Microsoft.Extensions.Logging;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Workflows;
using Orchestrator.Core.Workflows.Triggers;
using Orchestrator.Engine;
using Orchestrator.Engine.Ports;
using Orchestrator.Engine.Triggers;

namespace Orchestrator.Server.Scheduling;

/// <summary>
/// Starts workflows at the times that they begin with. It remembers nothing that matters: what is due follows from the
/// versions in force, and a moment that is met twice, after a crash or by two nodes, is one request.
/// </summary>
/// <param name="store">Knows what begins with a time.</param>
/// <param name="plans">Compiled versions.</param>
/// <param name="start">Starts an activation, answered when it is durable.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Where to.</param>
internal sealed class TriggerClock(
    IWorkflowStore store,
    PlanCache plans,
    Func<ActivationOrder, WorkflowPlan, CancellationToken, Task<ReplyContent>> start,
    TimeProvider time,
    ILogger log) : IAsyncDisposable
{
    /// <summary>What other nodes published or retired is seen after this time at the latest.</summary>
    private static readonly TimeSpan Reread = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();
    private Dictionary<(string Definition, string Activity), DateTimeOffset> _started = [];
    private TaskCompletionSource _changed = New();
    private Task _work = Task.CompletedTask;
    private int _isDisposed;

    public void Start() => _work = WorkAsync();

    /// <summary>A version was published or retired.</summary>
    public void Change() => Volatile.Read(ref _changed).TrySetResult();

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
            return;

        await _stop.CancelAsync().ConfigureAwait(false);
        await _work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task WorkAsync()
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        while (!_stop.IsCancellationRequested)
        {
            var changed = New();
            Volatile.Write(ref _changed, changed);
            var rest = await TurnAsync().ConfigureAwait(false);
            using var over = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            await Task.WhenAny(changed.Task, Task.Delay(rest, time, over.Token)).ConfigureAwait(false);
            await over.CancelAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Starts what is due now.</summary>
    /// <returns>How long nothing is due.</returns>
    internal async Task<TimeSpan> TurnAsync()
    {
        try
        {
            var triggers = await store.FindTriggersAsync(eventName: null, _stop.Token).ConfigureAwait(false);
            return await StartDueAsync(triggers).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is JournalUnavailableException or OperationCanceledException)
        {
            return Soon;
        }
    }

    private async Task<TimeSpan> StartDueAsync(IReadOnlyList<StoredTrigger> triggers)
    {
        var now = time.GetUtcNow();
        var next = now + Reread;
        var started = new Dictionary<(string Definition, string Activity), DateTimeOffset>();
        foreach (var trigger in triggers)
        {
            var key = (trigger.Definition, trigger.Trigger.Activity);
            var times = new DueTimes(trigger.Trigger.Kind, trigger.Trigger.Value, trigger.Since);
            if (times.LastUpTo(now) is { } due)
            {
                if ((_started.TryGetValue(key, out var last) && last == due)
                    || await TryStartAsync(trigger, due).ConfigureAwait(false))
                    started[key] = due;
                else
                    next = Earlier(next, now + Soon);
            }

            if (times.FirstAfter(now) is { } coming)
                next = Earlier(next, coming);
        }

        _started = started;
        return next > now ? next - now : TimeSpan.Zero;
    }

    /// <summary>False where it is to be tried again.</summary>
    private async Task<bool> TryStartAsync(StoredTrigger trigger, DateTimeOffset due)
    {
        try
        {
            if (await plans.GetAsync(
                trigger.Definition, trigger.Version, _stop.Token).ConfigureAwait(false) is not { } plan)
                return true;

            if (TriggeredOrders.Missing(plan) is { Count: > 0 } missing)
            {
                Refused(
                    trigger,
                    $"it needs the input {string.Join(", ", missing)}, which a time does not give; give it a default");
                return true;
            }

            var reply = await start(TriggeredOrders.ForTime(trigger, due), plan, _stop.Token).ConfigureAwait(false);
            if (reply is not (ReplyContent.Accepted or ReplyContent.Repeated))
                Refused(trigger, $"the engine answered {reply}");
            return true;
        }
        catch (Exception later) when (later is EngineUnavailableException or EngineOverloadedException or JournalUnavailableException or OperationCanceledException)
        {
            return false;
        }
        catch (Exception broken)
        {
            // A version that cannot be read must not keep the others from their times.
            log.LogError(
                broken,
                "{Workflow}, version {Version}, could not be started by its trigger.",
                trigger.Definition,
                trigger.Version);
            return true;
        }
    }

    private void Refused(StoredTrigger trigger, string why) => log.LogWarning(
        "{Workflow}, version {Version}, was not started by its trigger: {Why}.",
        trigger.Definition,
        trigger.Version,
        why);

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
