using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Workflows;
using Orchestrator.Engine.Cluster;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Engine;

/// <summary>
/// Starts among several nodes. Who waits for a service waits in the shard of the activation that has it, at whichever
/// node the order came in: so one queue says whose turn it is.
/// </summary>
public sealed partial class ActivationEngine
{
    /// <summary>
    /// One that did not come to be is begun in another shard; one that is, or moved, elsewhere is followed.
    /// </summary>
    private async Task<ReplyContent> StartWhereItMayAsync(
        ActivationOrder order, WorkflowPlan plan, long behind, TimeSpan wait, CancellationToken cancellation)
    {
        var since = _time.GetTimestamp();
        var followed = 0L;
        var reply = await UntilSettledAsync(
            async () =>
            {
                var isHere = behind == 0 || IsHere(behind);
                var reply = isHere
                    ? await StartHereAsync(order, plan, behind, wait, cancellation).ConfigureAwait(false)
                    : await StartElsewhereAsync(order, plan, behind, cancellation).ConfigureAwait(false);
                switch (reply)
                {
                    case ReplyContent.ServiceBusy { IsToBeAsked: true } busy:
                        behind = busy.Activation;
                        return new ReplyContent.Elsewhere(0);
                    case ReplyContent.Elsewhere { Activation: not 0 and var moved }:
                        followed = moved;
                        return new ReplyContent.NotFound();
                    case ReplyContent.Accepted it when !isHere && wait > TimeSpan.Zero:
                        followed = it.State.Id;
                        return it;
                    default:
                        return reply;
                }
            },
            cancellation).ConfigureAwait(false);
        if (followed == 0)
            return reply;

        var left = wait - _time.GetElapsedTime(since);
        return await FollowAsync(followed, left > TimeSpan.Zero ? left : TimeSpan.Zero, cancellation)
            .ConfigureAwait(false);
    }

    private async Task<ReplyContent> StartElsewhereAsync(
        ActivationOrder order, WorkflowPlan plan, long behind, CancellationToken cancellation)
    {
        Admit();
        using var place = _commands.Enter();
        var accepted = new ActivationAccepted(order, plan.Id.Definition, plan.Id.Version)
        {
            Parts = plan.Parts.IsEmpty ? null : plan.Parts,
        };
        return await AskElsewhereAsync(behind, CommandJson.Write(new SentStart(accepted, behind)), cancellation)
            .ConfigureAwait(false);
    }

    /// <summary>What another node has sent: the request id keeps it from being started twice.</summary>
    private async Task<ReplyContent> CarryOutAsync(SentStart sent)
    {
        var plan = await _plans.GetAsync(sent.What, _stop.Token).ConfigureAwait(false);
        return plan is null
            ? new ReplyContent.Refused(new Refusal(
                RefusalReason.WrongState, $"There is no version {sent.What.Version} of '{sent.What.Workflow}'."))
            : await StartHereAsync(sent.What.Order, plan, sent.Behind, TimeSpan.Zero, _stop.Token)
                .ConfigureAwait(false);
    }
}
