using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Workflows.Triggers;
using Orchestrator.Engine.Triggers;
using Orchestrator.Tests.Simulation.Definitions;

namespace Orchestrator.Tests.Simulation.Clients;

/// <summary>
/// What starts workflows when their time has come, on whatever node: now and then late, twice, or on two nodes at once.
/// </summary>
internal sealed class Clocks(World world, Dice dice)
{
    /// <summary>Due times that have no answer yet.</summary>
    public int Waiting { get; private set; }

    public void Begin()
    {
        foreach (var one in world.Triggers.Where(static one => one.Trigger.Trigger.Kind == TriggerKind.Timer))
        {
            var times = new DueTimes(one.Trigger.Trigger.Kind, one.Trigger.Trigger.Value, one.Trigger.Since);
            Await(one, times, one.Trigger.Since);
        }
    }

    private void Await(PublishedTrigger one, DueTimes times, DateTimeOffset after)
    {
        if (times.FirstAfter(after) is not { } due)
            return;

        world.Agenda.In(due - world.Agenda.Now, () =>
        {
            if (world.IsCalm)
                return;

            Fire(one, due);
            if (dice.Chance(world.Faults.RequestTwice))
                Fire(one, due);
            Await(one, times, due);
        });
    }

    private void Fire(PublishedTrigger one, DateTimeOffset due)
    {
        Waiting++;
        var order = world.Bug.Order(TriggeredOrders.ForTime(one.Trigger, due), dice);
        var start = new ShardInput.Start(0, 0, order, one.Plan, UntilEnd: false);
        var delay = dice.Chance(0.2) ? dice.Seconds(0, 30) : TimeSpan.Zero;
        world.Agenda.In(delay, () => new Conversation(
            world,
            dice.Fork(),
            $"{order.Caller} is due at {order.RequestId}",
            TimeSpan.FromSeconds(4),
            new Request { Start = start },
            reply => Take(one, due, reply)).Begin());
    }

    private void Take(PublishedTrigger one, DateTimeOffset due, ReplyContent reply)
    {
        Waiting--;
        var activation = reply switch
        {
            ReplyContent.Accepted it => it.State.Id,
            ReplyContent.Repeated it => it.Activation,
            _ => 0,
        };
        world.Auditor.Fired(one.Trigger, due, activation);
    }
}
