using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Workflows;
using Orchestrator.Engine.Loop;
using Orchestrator.Engine.Ports;
using Orchestrator.Engine.Watching;

namespace Orchestrator.Engine;

/// <summary>What callers ask of the engine.</summary>
public sealed partial class ActivationEngine
{
    /// <summary>Starts an activation.</summary>
    /// <param name="order">What is asked for; sensitive members of its input are sealed.</param>
    /// <param name="plan">The workflow version.</param>
    /// <param name="behind">The activation that has the service now and whose end is to be waited for; 0 for
    /// none.</param>
    /// <param name="wait">
    /// Zero: answered when it is durable. Longer: when it has finished, or after that time with the state that it has
    /// then.
    /// </param>
    /// <param name="cancellation">Ends the waiting; the activation goes on.</param>
    /// <exception cref="EngineUnavailableException">The journal is away, or the engine is draining or
    /// drained.</exception>
    /// <exception cref="EngineOverloadedException">
    /// Too many activations are under way, or wait to be taken in, or are waited for.
    /// </exception>
    public Task<ReplyContent> StartActivationAsync(
        ActivationOrder order, WorkflowPlan plan, long behind, TimeSpan wait, CancellationToken cancellation)
    {
        RefuseWhereDrained();
        return wait > TimeSpan.Zero
            ? StartAndWaitAsync(order, plan, behind, wait, cancellation)
            : StartAnywhereAsync(order, plan, behind, wait, cancellation);
    }

    private async Task<ReplyContent> StartAndWaitAsync(
        ActivationOrder order, WorkflowPlan plan, long behind, TimeSpan wait, CancellationToken cancellation)
    {
        using var place = _waits.Enter();
        return await StartAnywhereAsync(order, plan, behind, wait, cancellation).ConfigureAwait(false);
    }

    private Task<ReplyContent> StartAnywhereAsync(
        ActivationOrder order, WorkflowPlan plan, long behind, TimeSpan wait, CancellationToken cancellation) =>
        _cluster is null
            ? StartHereAsync(order, plan, behind, wait, cancellation)
            : StartWhereItMayAsync(order, plan, behind, wait, cancellation);

    private Task<ReplyContent> StartHereAsync(
        ActivationOrder order, WorkflowPlan plan, long behind, TimeSpan wait, CancellationToken cancellation)
    {
        Admit();
        RefuseOverload();

        if ((behind == 0 ? ShardForStart() : ActivationId.Shard(behind)) is not { } shard)
            return Task.FromResult<ReplyContent>(new ReplyContent.Elsewhere(0));

        var ticket = _tickets.OpenStart();
        _inbox.Post(new ShardInput.Start(ticket.Number, shard, order, plan, wait > TimeSpan.Zero) { Behind = behind });
        return AnswerAsync(ticket, wait > TimeSpan.Zero ? wait : Forever, cancellation);
    }

    /// <summary>Gives an activation a command; answered when it is carried out and durable, or refused.</summary>
    /// <exception cref="EngineUnavailableException">The journal is away, or the engine is draining.</exception>
    /// <exception cref="EngineOverloadedException">Too many commands are not answered yet.</exception>
    public async Task<ReplyContent> SendAsync(long activation, SagaCommand command, CancellationToken cancellation)
    {
        using var place = _commands.Enter();
        return await SendAnywhereAsync(activation, command, cancellation).ConfigureAwait(false);
    }

    /// <summary>The same for what the engine itself sends, which has bounds of its own.</summary>
    private Task<ReplyContent> SendAnywhereAsync(long activation, SagaCommand command, CancellationToken cancellation)
    {
        return _cluster is null
            ? SendHereAsync(activation, command, cancellation)
            : UntilSettledAsync(
                () => IsHere(activation)
                    ? SendHereAsync(activation, command, cancellation)
                    : SendElsewhereAsync(activation, command, cancellation),
                cancellation);
    }

    private async Task<ReplyContent> SendHereAsync(long activation, SagaCommand command, CancellationToken cancellation)
    {
        Admit();
        if (command is SagaCommand.RollBack { BackToStep: not null } back)
            command = back with { History = await ReadHistoryAsync(activation, cancellation).ConfigureAwait(false) };

        var ticket = _tickets.Open(activation);
        _inbox.Post(new ShardInput.Command(ticket.Number, activation, command));
        return await AnswerAsync(ticket, Forever, cancellation).ConfigureAwait(false);
    }

    /// <summary>
    /// Waits until an activation has finished, and gives its state then; after the time given, the state that it has
    /// then.
    /// </summary>
    /// <exception cref="EngineUnavailableException">The journal is away, or the engine is draining.</exception>
    /// <exception cref="EngineOverloadedException">Too many wait for an end.</exception>
    public async Task<ReplyContent> WaitForEndAsync(long activation, TimeSpan wait, CancellationToken cancellation)
    {
        Admit();
        using var place = _waits.Enter();
        var since = _time.GetTimestamp();
        if (IsHere(activation))
        {
            var ticket = _tickets.Open(activation);
            _inbox.Post(new ShardInput.AwaitEnd(ticket.Number, activation));
            var reply = await AnswerAsync(ticket, wait, cancellation).ConfigureAwait(false);
            if (reply is not ReplyContent.Elsewhere)
                return reply;
        }

        var left = wait == Forever ? wait : wait - _time.GetElapsedTime(since);
        return await FollowAsync(
            activation, left > TimeSpan.Zero || wait == Forever ? left : TimeSpan.Zero, cancellation)
            .ConfigureAwait(false);
    }

    /// <summary>The state of an activation, as the journal has it; null where there is none.</summary>
    /// <param name="activation">Its id.</param>
    /// <param name="upToSequence">Events after this one are left out.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="EngineUnavailableException">The journal cannot be reached.</exception>
    public async Task<SagaState?> ReadAsync(long activation, long upToSequence, CancellationToken cancellation) =>
        await FoldAsync([activation], upToSequence, cancellation).ConfigureAwait(false) is [var state] ? state : null;

    /// <summary>The states of several, in the order asked for; those that are not there are left out.</summary>
    /// <exception cref="EngineUnavailableException">The journal cannot be reached.</exception>
    public Task<IReadOnlyList<SagaState>> ReadAsync(IReadOnlyList<long> activations, CancellationToken cancellation) =>
        FoldAsync(activations, long.MaxValue, cancellation);

    /// <summary>
    /// What has happened after an event, and then what happens, each transition once it is durable; ends after the last
    /// event of one that has finished, and at once where there is no such activation.
    /// </summary>
    /// <exception cref="EngineUnavailableException">The journal cannot be reached, or the engine stops.</exception>
    /// <exception cref="EngineOverloadedException">Too many watch.</exception>
    public async IAsyncEnumerable<Transition> WatchAsync(
        long activation,
        long afterSequence,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        using var place = _watches.Enter();
        await foreach (var transition in FollowTransitionsAsync(
            activation, afterSequence, cancellation).ConfigureAwait(false))
            yield return transition;
    }

    /// <summary>The same for what the engine itself waits for.</summary>
    private async IAsyncEnumerable<Transition> FollowTransitionsAsync(
        long activation,
        long afterSequence,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var watch = History.WatchAsync(
            _journal, _watchers, activation, afterSequence, cancellation).GetAsyncEnumerator(cancellation);
        await using (watch.ConfigureAwait(false))
        {
            while (await MoveNextAsync(watch).ConfigureAwait(false))
                yield return watch.Current;
        }
    }

    private static async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<Transition> watch)
    {
        try
        {
            return await watch.MoveNextAsync().ConfigureAwait(false);
        }
        catch (JournalUnavailableException away)
        {
            throw Unavailable(away);
        }
    }

    private async Task<ReplyContent> AnswerAsync(Ticket ticket, TimeSpan wait, CancellationToken cancellation)
    {
        // Between being let in and having a ticket, the engine may have closed, or lost its journal: then nobody else
        // would answer.
        if (_closed is not null || !_state.IsAvailable)
            _tickets.FailWhere(one => one == ticket, WhyNot()!);
        if (ticket.Task.IsCompleted || (wait == Forever && !cancellation.CanBeCanceled))
            return await ticket.Task.ConfigureAwait(false);

        try
        {
            return await ticket.Task.WaitAsync(
                wait < LongestWait ? wait : LongestWait, _time, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return await StateNowAsync(ticket, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            GiveUp(ticket);
            throw;
        }
    }

    /// <summary>
    /// The wait is over before the activation is: answered with its state, once it is durable at all.
    /// </summary>
    private async Task<ReplyContent> StateNowAsync(Ticket ticket, CancellationToken cancellation)
    {
        try
        {
            await Task.WhenAny(ticket.Task, ticket.Begun).WaitAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            if (!ticket.Task.IsCompleted)
                GiveUp(ticket);
        }

        if (ticket.Task.IsCompletedSuccessfully || ticket.Activation == 0)
            return await ticket.Task.ConfigureAwait(false);

        var state = await ReadAsync(ticket.Activation, long.MaxValue, cancellation).ConfigureAwait(false);
        return state is null ? new ReplyContent.NotFound() : new ReplyContent.Accepted(state);
    }

    private void GiveUp(Ticket ticket)
    {
        _tickets.Close(ticket);
        if (ticket.Activation != 0)
            _inbox.Post(new ShardInput.GiveUp(ticket.Number, ticket.Activation));
    }

    private async Task<IReadOnlyList<SagaState>> FoldAsync(
        IReadOnlyList<long> activations, long upToSequence, CancellationToken cancellation)
    {
        try
        {
            var found = await _histories.ReadAsync(activations, cancellation).ConfigureAwait(false);
            return [.. found.Select(one => SagaState.Fold(one.Activation, one.Plan!, one.History, upToSequence))];
        }
        catch (JournalUnavailableException away)
        {
            throw Unavailable(away);
        }
    }

    private async Task<IReadOnlyList<Transition>> ReadHistoryAsync(long activation, CancellationToken cancellation)
    {
        try
        {
            var found = await _journal.ReadAsync([activation], afterSequence: 0, cancellation).ConfigureAwait(false);
            return found is [var history] ? history.Transitions : [];
        }
        catch (JournalUnavailableException away)
        {
            throw Unavailable(away);
        }
    }
}
