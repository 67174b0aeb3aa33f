using Microsoft.Extensions.Logging;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Engine.Journal;
using Orchestrator.Engine.Loop;
using Orchestrator.Engine.Ports;
using Orchestrator.Engine.Telemetry;
using Orchestrator.Engine.Triggers;

namespace Orchestrator.Engine.Dispatch;

/// <summary>
/// Brings published events to all activations that wait for them. Each gets an event under a request id made of the
/// publisher and the event's number, so that one which is brought again, after a crash on the way, is a repetition.
/// </summary>
/// <param name="journal">Knows who waits.</param>
/// <param name="send">Gives an activation a command, wherever it is.</param>
/// <param name="starts">Starts workflows that begin with an event; null: none is started.</param>
/// <param name="state">Whether the journal can be reached.</param>
/// <param name="inbox">Gets the answer.</param>
/// <param name="options">Paces.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Where to.</param>
/// <param name="stop">The engine stops.</param>
internal sealed class EventCourier(
    IJournal journal,
    Func<long, SagaCommand, CancellationToken, Task<ReplyContent>> send,
    EventStarts? starts,
    JournalState state,
    Inbox inbox,
    EngineOptions options,
    TimeProvider time,
    ILogger log,
    CancellationToken stop)
{
    /// <summary>
    /// Events on their way at the same time: each asks the journal who waits. Others wait for their turn.
    /// </summary>
    private const int EventsMax = 64;

    /// <summary>
    /// Activations that get an event at the same time, of all events: each comes into memory for it.
    /// </summary>
    private const int RecipientsMax = 4_000;

    private readonly Turns _events = new(EventsMax);
    private readonly Turns _recipients = new(RecipientsMax);
    private int _waiting;

    /// <summary>Events that have not come to all yet.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    public void Deliver(ShardOutput.Announce announced) => _ = DeliverAsync(announced);

    private async Task DeliverAsync(ShardOutput.Announce announced)
    {
        Interlocked.Increment(ref _waiting);
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        await UntilDeliveredAsync(announced).ConfigureAwait(false);
        Interlocked.Decrement(ref _waiting);
    }

    private async Task UntilDeliveredAsync(ShardOutput.Announce announced)
    {
        var backoff = new Backoff(time, options.JournalRetryMax);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                inbox.Post(await InTurnAsync(announced).ConfigureAwait(false));
                return;
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception failure)
            {
                // It is brought until it has come to all: what it came to already is not given it again.
                Note(failure);
                await backoff.WaitAsync(stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>One that has failed lets others go first.</summary>
    private async Task<ShardInput.Announced> InTurnAsync(ShardOutput.Announce announced)
    {
        using var turn = await _events.TakeAsync(stop).ConfigureAwait(false);
        var reached = await ReachAllAsync(announced).ConfigureAwait(false);
        var started = starts is null ? 0 : await starts.StartAsync(announced, stop).ConfigureAwait(false);
        return new ShardInput.Announced(announced.Activation, announced.What.Event, reached, started);
    }

    private void Note(Exception failure)
    {
        if (failure is JournalUnavailableException away)
        {
            state.Failed(away);
            state.Away();
        }
        else if (failure is not (EngineUnavailableException or EngineOverloadedException))
        {
            log.OutputBroke(failure, nameof(ShardOutput.Announce));
        }
    }

    private async Task<int> ReachAllAsync(ShardOutput.Announce announced)
    {
        var (reached, after) = (0, 0L);
        while (await FindAsync(announced, after).ConfigureAwait(false) is { Count: > 0 } page)
        {
            after = page[^1];
            var answers = page.Where(waiting => waiting != announced.Activation).Select(
                waiting => BringAsync(waiting, announced));
            reached += (await Task.WhenAll(answers).ConfigureAwait(false)).Count(hasIt => hasIt);
        }

        return reached;
    }

    private async Task<IReadOnlyList<long>> FindAsync(ShardOutput.Announce announced, long after)
    {
        var page = await journal.FindAwaitingAsync(
            announced.What.Name, announced.What.CorrelationId, after, options.ReadPage, stop).ConfigureAwait(false);
        state.Reached();
        return page;
    }

    /// <summary>False where it has ended to wait since.</summary>
    private async Task<bool> BringAsync(long activation, ShardOutput.Announce announced)
    {
        var who = new Who(
            $"activations/{ActivationId.ToText(announced.Activation)}", $"event/{announced.What.Event}", "");
        using var turn = await _recipients.TakeAsync(stop).ConfigureAwait(false);
        var reply = await send(activation, new SagaCommand.Receive(who, announced.What), stop).ConfigureAwait(false);
        return reply is ReplyContent.Accepted or ReplyContent.Repeated;
    }
}
