using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Engine;
using Orchestrator.Engine.Ports;
using Orchestrator.Server.Grpc.Errors;
using Orchestrator.Server.Grpc.Rendering;

namespace Orchestrator.Server.Grpc.Activations;

/// <summary>What the engine replied, as the caller is answered.</summary>
internal sealed class Replies(IJournal journal, PlanCache plans, ActivationRendering rendering)
{
    /// <summary>
    /// An answer shows the activation as it was right after what it answers to, whenever it is given again.
    /// </summary>
    public V1.Activation Show(SagaState state) => rendering.Render(state, full: true);

    /// <summary>The answer to what was asked of one activation.</summary>
    /// <param name="reply">The engine's.</param>
    /// <param name="activation">The activation that it was for.</param>
    /// <param name="requestId">Of the call.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="CallFailedException">It was refused.</exception>
    public async Task<V1.Activation> AnswerAsync(
        ReplyContent reply, long activation, string requestId, CancellationToken cancellation) => reply switch
        {
            ReplyContent.Accepted accepted => Show(accepted.State),
            ReplyContent.Repeated { Sequence: { } sequence } repeated =>
                Show(await ReadAsOfAsync(repeated.Activation, sequence, cancellation).ConfigureAwait(false)),
            ReplyContent.NotFound => throw Failures.ActivationNotFound(ActivationId.ToText(activation)),
            ReplyContent.Refused { Why.Reason: RefusalReason.RequestIdReused } => throw Failures.RequestIdReused(
                requestId),
            ReplyContent.Refused refused => throw EngineRefusal.Of(refused.Why, activation),
            _ => throw new InvalidOperationException($"Reply {reply.GetType().Name} does not belong to a command."),
        };

    /// <summary>The activation as it was answered then: after the whole transition that the event belongs to.</summary>
    public async Task<SagaState> ReadAsOfAsync(long activation, long sequence, CancellationToken cancellation)
    {
        var histories = await journal.ReadAsync([activation], afterSequence: 0, cancellation).ConfigureAwait(false);
        if (histories is not [{ Transitions: [{ Events: [ActivationAccepted accepted, ..] }, ..] transitions }])
            throw Failures.ActivationNotFound(ActivationId.ToText(activation));

        var last = transitions.First(transition => transition.Sequence >= sequence).Sequence;
        accepted = WorkflowInForce.Of(accepted, [.. transitions.TakeWhile(transition => transition.Sequence <= last)]);
        var plan = await plans.GetAsync(accepted, cancellation).ConfigureAwait(false)
            ?? throw new InvalidOperationException(
                $"Version {accepted.Version} of workflow {accepted.Workflow} is gone.");
        return SagaState.Fold(activation, plan, transitions, last);
    }
}
