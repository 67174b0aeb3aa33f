using System.Globalization;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Values;
using Orchestrator.Tests.Simulation.Definitions;

namespace Orchestrator.Tests.Simulation.Clients;

/// <summary>
/// Customers who do not know what they want: what they have ordered is changed, suspended and cancelled at any moment,
/// some of it for a later time.
/// </summary>
internal sealed class Customers(World world, Dice dice)
{
    private int _last;

    /// <summary>Orders that have no answer yet, or are not placed yet.</summary>
    public int Waiting { get; private set; }

    public void Begin()
    {
        for (var number = dice.Below(4); number > 0; number--)
        {
            Waiting++;
            world.Agenda.In(dice.Seconds(0, 120), () => Place(Order(ActivationAction.Provision, null, Name()), MadeUp(), 0));
        }
    }

    private void ChangeMind(string service)
    {
        for (var number = dice.Of(0, 1, 1, 2); number > 0; number--)
            Later(() => Ask(
                service,
                dice.Of(ActivationAction.Change, ActivationAction.Suspend, ActivationAction.Resume, ActivationAction.Custom),
                Name()));
        for (var number = dice.Of(0, 1, 1, 1, 2); number > 0; number--)
            Later(() => Ask(service, ActivationAction.Deprovision, Name()));
    }

    private void Later(Action asks)
    {
        Waiting++;
        world.Agenda.In(dice.Chance(0.5) ? dice.Milliseconds(0, 900) : dice.Seconds(1, 150), asks);
    }

    /// <summary>What the server checks before an order comes to the engine: now and then long before.</summary>
    private void Ask(string service, ActivationAction action, string name)
    {
        if (!world.Database.Rows.Services.TryGetValue(service, out var before))
        {
            Waiting--;
            return;
        }

        var order = Order(action, before, name);
        var mayWait = order.QueueOnConflict || action == ActivationAction.Deprovision;
        var isOpen = world.Auditor.Find(before.Activation) is { State.IsFinished: false };
        if (!(mayWait && isOpen) && !ServiceRules.Allows(action, before.State))
            Waiting--;
        else
            world.Agenda.In(dice.Chance(0.2) ? dice.Seconds(1, 90) : TimeSpan.Zero, () => Place(
                order,
                action == ActivationAction.Deprovision ? Book.Ending : MadeUp(),
                mayWait && isOpen ? before.Activation : 0));
    }

    private ActivationOrder Order(ActivationAction action, ServiceEntry? before, string name) =>
        new("customers", name, "hash-" + name, name)
        {
            Action = action,
            Product = action switch
            {
                ActivationAction.Change => dice.Of("line", "line", "line-plus", "lost"),
                ActivationAction.Provision => "line",
                _ => before!.Product,
            },
            Service = before?.Id ?? "",
            ServiceBefore = before,
            QueueOnConflict = before is not null && dice.Chance(0.3),
            Priority = dice.Below(3),
            Input = Value.Object(("coin", dice.Below(6))),
            RequestedStartTime = dice.Chance(0.2) ? world.Agenda.Now + dice.Seconds(0, 300) : null,
        };

    private string Name() => string.Create(CultureInfo.InvariantCulture, $"wish-{++_last}");

    private string MadeUp() => Book.NameOf(dice.Below(Book.Size));

    private void Place(ActivationOrder order, string workflow, long behind) => new Conversation(
        world,
        dice.Fork(),
        $"{order.Action} of services/{order.Service} with {workflow} for {order.Customer}",
        TimeSpan.FromSeconds(4),
        new Request
        {
            Start = new ShardInput.Start(0, 0, order, Book.Find(workflow).Plan, false) { Behind = behind },
        },
        reply => Take(order, reply)).Begin();

    private void Take(ActivationOrder order, ReplyContent reply)
    {
        if (reply is ReplyContent.ServiceChanged && order.ServiceBefore is not null)
        {
            // Nothing has come of it: the server checks it anew, and it is the same request.
            Ask(order.Service, order.Action, order.RequestId);
            return;
        }

        Waiting--;
        var id = reply switch
        {
            ReplyContent.Accepted it => it.State.Id,
            ReplyContent.Repeated it => it.Activation,
            ReplyContent.ServiceBusy when order.Service.Length > 0 && !order.QueueOnConflict => 0,
            _ => -1,
        };
        if (id < 0)
            world.Auditor.Fail("OrdersAreTaken", $"The order of {order.Customer} was answered with {reply}.");
        if (id > 0)
            world.Auditor.Acknowledged(order, id);
        if (id > 0 && order.Action == ActivationAction.Provision)
            ChangeMind(ActivationId.ToText(id));
    }
}
