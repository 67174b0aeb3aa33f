using Orchestrator.Core.Shards;

namespace Orchestrator.Tests.Simulation.Clients;

/// <summary>
/// A client asks for something, and asks again, with the same request id and of whatever node, until it is answered.
/// </summary>
internal sealed class Conversation(
    World world,
    Dice dice,
    string what,
    TimeSpan patience,
    Request request,
    Action<ReplyContent> answered)
{
    private bool _isOver;
    private int _attempt;

    public void Begin() => Send();

    private void Send()
    {
        if (_isOver)
            return;

        var attempt = ++_attempt;
        world.Story?.Tell("client", $"{what}{(attempt > 1 ? " (again)" : "")}");
        Deliver();
        if (dice.Chance(world.Faults.RequestTwice))
            Deliver();
        world.Agenda.In(patience, () => SendAgain(attempt));
    }

    private void SendAgain(int attempt)
    {
        if (attempt == _attempt)
            Send();
    }

    private void Deliver()
    {
        if (dice.Chance(world.Faults.RequestLost))
            return;

        var machine = world.Machines[dice.Below(world.Machines.Count)];
        var attempt = _attempt;
        world.Agenda.In(
            dice.Milliseconds(1, 5), () => machine.Receive(request.AnsweredTo(reply => Take(attempt, reply))));
    }

    private void Take(int attempt, ReplyContent? reply)
    {
        if (reply is null)
            world.Agenda.In(dice.Milliseconds(300, 2000), () => SendAgain(attempt));
        else if (!dice.Chance(world.Faults.ReplyLost))
            world.Agenda.In(dice.Milliseconds(1, 5), () => End(reply));
    }

    private void End(ReplyContent reply)
    {
        if (_isOver)
            return;

        _isOver = true;
        world.Story?.Tell("client", $"{what}: {Describe(reply)}");
        answered(reply);
    }

    private static string Describe(ReplyContent reply) => reply switch
    {
        ReplyContent.Accepted it => $"done, {it.State.State}",
        ReplyContent.Refused it => $"refused, {it.Why.Reason}",
        _ => reply.GetType().Name,
    };
}
