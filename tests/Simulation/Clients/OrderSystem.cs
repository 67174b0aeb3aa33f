using System.Globalization;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Values;
using Orchestrator.Tests.Simulation.Definitions;

namespace Orchestrator.Tests.Simulation.Clients;

/// <summary>Starts activations, each with a request id that is sent until it is answered.</summary>
internal sealed class OrderSystem(World world, Dice dice)
{
    /// <summary>Orders that have no answer yet.</summary>
    public int Waiting { get; private set; }

    public void PlaceAll(int count)
    {
        // A few workflows each, so that several activations run the same one.
        var workflows = Enumerable.Range(0, 3).Select(_ => dice.Below(Book.Size)).ToArray();
        Waiting = count;
        for (var number = 1; number <= count; number++)
        {
            var order = OrderOf(number);
            var workflow = Book.NameOf(workflows[dice.Below(workflows.Length)]);
            var untilEnd = dice.Chance(0.1);
            world.Agenda.In(
                dice.Chance(0.3) ? dice.Seconds(11, 13) : dice.Seconds(0, 150), () => Place(order, workflow, untilEnd));
        }
    }

    private ActivationOrder OrderOf(int number)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{number}");
        var order = new ActivationOrder("orders", "request-" + name, "hash-" + name, "customer-" + name)
        {
            Input = Value.Object(("coin", dice.Below(6))),
            Priority = dice.Below(3),
        };
        if (dice.Chance(0.3))
            order = order with { Service = dice.Of("line-1", "line-2"), QueueOnConflict = dice.Chance(0.7) };
        else if (dice.Chance(0.2))
            order = order with { Action = ActivationAction.Provision, Product = "line" };
        if (dice.Chance(0.1))
            order = order with { RequestedStartTime = world.Agenda.Now + dice.Seconds(0, 400) };
        if (dice.Chance(0.1))
            order = order with { DueTime = world.Agenda.Now + dice.Seconds(30, 900) };
        return order;
    }

    private void Place(ActivationOrder order, string workflow, bool untilEnd) => new Conversation(
        world,
        dice.Fork(),
        $"orders {workflow} for {order.Customer}",
        untilEnd ? TimeSpan.FromMinutes(4) : TimeSpan.FromSeconds(4),
        new Request
        {
            Start = new ShardInput.Start(0, 0, world.Bug.Order(order, dice), Book.Find(workflow).Plan, untilEnd),
        },
        reply => Take(order, reply)).Begin();

    private void Take(ActivationOrder order, ReplyContent reply)
    {
        Waiting--;
        switch (reply)
        {
            case ReplyContent.Accepted it:
                world.Auditor.Acknowledged(order, it.State.Id);
                world.Auditor.Told(it.State);
                break;
            case ReplyContent.Repeated it:
                world.Auditor.Acknowledged(order, it.Activation);
                break;
            case ReplyContent.ServiceBusy when order.Service.Length > 0 && !order.QueueOnConflict:
                break;
            default:
                world.Auditor.Fail("OrdersAreTaken", $"The order of {order.Customer} was answered with {reply}.");
                break;
        }
    }
}
