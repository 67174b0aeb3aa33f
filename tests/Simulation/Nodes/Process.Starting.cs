using Orchestrator.Core.Leases;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Engine.Cluster;
using Orchestrator.Tests.Simulation.Definitions;

namespace Orchestrator.Tests.Simulation.Nodes;

/// <summary>Starts: here, or behind the activation that has the service, whichever node that is at.</summary>
internal sealed partial class Process
{
    /// <summary>One that did not come to be is for the client to ask again; one that moved away is followed.</summary>
    private void Start(ShardInput.Start start, Action<ReplyContent?> answered) =>
        Start(start, answered, _machine.Uptime);

    private void Start(ShardInput.Start start, Action<ReplyContent?> answered, TimeSpan since)
    {
        if (start.Behind != 0 && _doors.Of(start.Behind, _machine.Uptime) != Passage.Open)
        {
            SendOn(start, Take);
            return;
        }

        if ((start.Behind == 0 ? _doors.Next(_lastShard += _dice.Between(1, 5)) : ActivationId.Shard(start.Behind)) is not { } shard)
        {
            answered(null);
            return;
        }

        TakeIn(start with { Shard = shard, Ticket = Open(Take) });

        void Take(ReplyContent? reply)
        {
            if (reply is ReplyContent.ServiceBusy { IsToBeAsked: true } busy)
            {
                if (IsAlive && _machine.Uptime - since < MovingMax)
                    Later(AskAgain, () => Start(start with { Behind = busy.Activation }, answered, since));
                else
                    answered(null);
            }
            else if (reply is not ReplyContent.Elsewhere moved)
            {
                answered(reply);
            }
            else if (moved.Activation == 0)
            {
                answered(null);
            }
            else
            {
                AwaitEnd(moved.Activation, ended => answered(new ReplyContent.Accepted(ended)));
            }
        }
    }

    private void SendOn(ShardInput.Start start, Action<ReplyContent?> answered)
    {
        var accepted = new ActivationAccepted(start.Order, start.Plan.Id.Definition, start.Plan.Id.Version);
        SendOn(start.Behind, CommandJson.Write(new SentStart(accepted, start.Behind)), reply =>
        {
            if (start.UntilEnd && reply is ReplyContent.Accepted begun)
                AwaitEnd(begun.State.Id, ended => answered(new ReplyContent.Accepted(ended)));
            else
                answered(reply);
        });
    }

    private void CarryOut(SentStart sent, Action<ReplyContent?> answered) => TakeIn(new ShardInput.Start(
        Open(answered), ActivationId.Shard(sent.Behind), sent.What.Order, Book.PlanOf(sent.What), UntilEnd: false)
    {
        Behind = sent.Behind,
    });
}
