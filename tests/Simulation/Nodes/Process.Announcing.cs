using System.Globalization;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Engine.Triggers;

namespace Orchestrator.Tests.Simulation.Nodes;

/// <summary>
/// Bringing published events to who waits for them, and to what they start: again, until all have them.
/// </summary>
internal sealed partial class Process
{
    private void Announce(ShardOutput.Announce announced) => Ask(
        () => _journal.FindAwaitingAsync(announced.What.Name, announced.What.CorrelationId, 0, 1000, default),
        waiting => Bring(announced, [.. _bug.Awaiting(waiting).Where(one => one != announced.Activation)]));

    private void Bring(ShardOutput.Announce announced, IReadOnlyList<long> waiting)
    {
        var who = new Who(
            $"activations/{ActivationId.ToText(announced.Activation)}",
            string.Create(CultureInfo.InvariantCulture, $"event/{announced.What.Event}"),
            "");
        AllOf(
            announced,
            waiting,
            (one, answered) => Ask(one, new SagaCommand.Receive(who, announced.What), answered),
            reached => Begin(announced, reached));
    }

    private void Begin(ShardOutput.Announce announced, int reached)
    {
        var starts = _world.StartedBy(announced.What.Name)
            .Where(_ => TriggeredOrders.DepthAfter(announced.Order) <= TriggeredOrders.DepthMax).ToArray();
        AllOf(
            announced,
            starts,
            (one, answered) => Start(
                new ShardInput.Start(0, 0, OrderFor(one, announced), one.Plan, UntilEnd: false), answered),
            started => TakeIn(new ShardInput.Announced(announced.Activation, announced.What.Event, reached, started)));
    }

    private static ActivationOrder OrderFor(Definitions.PublishedTrigger one, ShardOutput.Announce announced) =>
        TriggeredOrders.ForEvent(one.Trigger, announced.Activation, announced.Order, announced.What);

    /// <summary>Asks for each; when one is not answered, everything is asked for again later.</summary>
    private void AllOf<T>(
        ShardOutput.Announce announced, IReadOnlyList<T> all, Action<T, Action<ReplyContent?>> ask, Action<int> done)
    {
        var (left, count, isAll) = (all.Count, 0, true);
        if (left == 0)
            done(0);
        foreach (var one in all)
            ask(one, Take);

        void Take(ReplyContent? reply)
        {
            isAll &= reply is not null;
            count += reply is ReplyContent.Accepted or ReplyContent.Repeated ? 1 : 0;
            if (--left > 0 || !IsAlive)
                return;

            if (isAll)
                done(count);
            else
                Later(_dice.Milliseconds(100, 3000), () => Announce(announced));
        }
    }
}
