using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;

namespace Orchestrator.Core.Local;

/// <summary>Events on their way from one activation to others: delivered when all have answered.</summary>
internal sealed class LocalAnnouncements
{
    private readonly Dictionary<long, OnItsWay> _byTicket = [];

    /// <summary>Those that wait for an event of another one.</summary>
    public static long[] Waiting(IEnumerable<SagaState> states, ShardOutput.Announce announced) =>
    [
        .. states.Where(state => state.Id != announced.Activation && Awaits(state, announced.What))
            .Select(state => state.Id),
    ];

    /// <summary>The commands that bring it to them.</summary>
    public IReadOnlyList<ShardInput.Command> Begin(ShardOutput.Announce announced, long[] waiting, ref long last)
    {
        var delivery = new OnItsWay(announced) { Left = waiting.Length };
        var who = new Who(
            $"activations/{ActivationId.ToText(announced.Activation)}", $"event/{announced.What.Event}", "");
        var commands = new List<ShardInput.Command>();
        foreach (var activation in waiting)
        {
            _byTicket.Add(++last, delivery);
            commands.Add(new(last, activation, new SagaCommand.Receive(who, announced.What)));
        }

        return commands;
    }

    /// <summary>One has answered; where it was the last, the event is delivered.</summary>
    public ShardInput.Announced? Answered(ShardOutput.Reply reply)
    {
        if (!_byTicket.Remove(reply.Ticket, out var delivery))
            return null;
        if (reply.Content is ReplyContent.Accepted or ReplyContent.Repeated)
            delivery.Reached++;

        return --delivery.Left > 0
            ? null
            : new(delivery.What.Activation, delivery.What.What.Event, delivery.Reached, Started: 0);
    }

    /// <summary>The process ends: nobody answers any more.</summary>
    public void Clear() => _byTicket.Clear();

    private static bool Awaits(SagaState state, Announcement what) =>
        Awaited.By(state).OfType<Awaited.Event>().Any(one => one.Name == what.Name && what.IsFor(one.CorrelationId));

    private sealed class OnItsWay(ShardOutput.Announce what)
    {
        public ShardOutput.Announce What { get; } = what;

        public int Left { get; set; }

        public int Reached { get; set; }
    }
}
