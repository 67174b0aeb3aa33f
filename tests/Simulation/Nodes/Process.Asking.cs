using Orchestrator.Core.Leases;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Engine.Cluster;
using Orchestrator.Engine.Ports;
using Orchestrator.Tests.Simulation.Audit;
using Orchestrator.Tests.Simulation.Clients;

namespace Orchestrator.Tests.Simulation.Nodes;

/// <summary>
/// What clients ask, whichever node they come to: carried out here, or sent to the owner by a row, which stays until it
/// is answered.
/// </summary>
internal sealed partial class Process
{
    private static readonly TimeSpan MovingMax = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(50);

    /// <summary>Who waits for an answer of the shards; null tells that none will come.</summary>
    private readonly Dictionary<long, Action<ReplyContent?>> _tickets = [];

    /// <summary>Commands that were sent to other nodes.</summary>
    private readonly Dictionary<long, Action<ReplyContent?>> _asked = [];
    private readonly HashSet<long> _inHand = [];
    private long _lastTicket;
    private int _lastShard;

    private CommandRows Commands => _world.Database.Commands;

    public void Receive(Request request)
    {
        if (_isStopping || Number == 0)
            request.Answer(null);
        else if (request.Command is { } command)
            Ask(request.Activation, command, request.Answer);
        else
            Start(request.Start!, request.Answer);
    }

    /// <summary>A word of the database.</summary>
    public void Hear(ClusterWord word)
    {
        switch (word)
        {
            case ClusterWord.Leases when Number != 0: Hurry(); break;
            case ClusterWord.Command it when _doors.Of((long)it.Shard << 15, _machine.Uptime) != Passage.Closed:
                Serve();
                break;
            case ClusterWord.Answer it when it.Asker == Number && _asked.Count > 0: TakeAnswers(); break;
            case ClusterWord.Lane it when _doors.Of(it.Activation, _machine.Uptime) != Passage.Closed:
                TakeIn(new ShardInput.LaneGranted(it.Name, it.Activation, it.Step) { Turn = it.Turn });
                break;
        }
    }

    /// <summary>Where it has moved while it was asked, it is asked where it is now.</summary>
    private void Ask(long activation, SagaCommand command, Action<ReplyContent?> answered) =>
        Ask(activation, command, answered, _machine.Uptime);

    private void Ask(long activation, SagaCommand command, Action<ReplyContent?> answered, TimeSpan since)
    {
        if (_doors.Of(activation, _machine.Uptime) == Passage.Open)
            CarryOut(activation, command, Take);
        else if (!_world.Database.Rows.Activations.ContainsKey(activation))
            answered(new ReplyContent.NotFound());
        else
            SendOn(activation, command, Take);

        void Take(ReplyContent? reply)
        {
            if (reply is ReplyContent.Elsewhere && IsAlive && _machine.Uptime - since < MovingMax)
                Later(AskAgain, () => Ask(activation, command, answered, since));
            else
                answered(reply is ReplyContent.Elsewhere ? null : reply);
        }
    }

    private void CarryOut(long activation, SagaCommand command, Action<ReplyContent?> answered)
    {
        if (command is SagaCommand.RollBack { BackToStep: not null } back)
            command = back with { History = Audit.Rows.Read(_world.Database.Rows.Activations[activation]) };
        TakeIn(new ShardInput.Command(Open(answered), activation, command));
    }

    private long Open(Action<ReplyContent?> answered)
    {
        _tickets.Add(++_lastTicket, answered);
        return _lastTicket;
    }

    private void Answer(ShardOutput.Reply reply)
    {
        if (_tickets.Remove(reply.Ticket, out var answered))
            answered(reply.Content);
    }

    private void SendOn(long activation, SagaCommand command, Action<ReplyContent?> answered) =>
        SendOn(activation, CommandJson.Write(command), answered);

    private void SendOn(long activation, string content, Action<ReplyContent?> answered) =>
        Try(() => Send(activation, content), number => Await(number, answered), () => answered(null));

    private long Send(long activation, string content)
    {
        _world.Story?.Tell(Name, $"sends on what is for {ActivationId.ToText(activation)}");
        _world.Tell(new ClusterWord.Command(ActivationId.Shard(activation)));
        return Commands.Send(Number, activation, content);
    }

    private void Await(long number, Action<ReplyContent?> answered)
    {
        _asked.Add(number, answered);
        Later(MovingMax, () =>
        {
            if (_asked.Remove(number, out var late))
                late(null);
        });
    }

    /// <summary>After every round, for words may have got lost.</summary>
    private void CatchUp()
    {
        if (_sharesLanes)
            LookUpLanes();
        if (!_hasOthers && _asked.Count == 0)
            return;

        Serve();
        if (_asked.Count > 0)
            TakeAnswers();
    }

    private void Serve()
    {
        if (Commands.IsEmpty)
            return;

        Try(() => Commands.Read(_doors.Owned), found =>
        {
            foreach (var command in found.Where(command => _inHand.Add(command.Number)))
            {
                if (CommandJson.ReadStart(command.Content) is { } start)
                    CarryOut(start, reply => AnswerTo(command, reply));
                else
                    CarryOut(
                        command.Activation,
                        CommandJson.ReadCommand(command.Content),
                        reply => AnswerTo(command, reply));
            }
        }, static () => { });
    }

    /// <summary>What has no answer stays in the table: it is looked for again, here or by the next owner.</summary>
    private void AnswerTo(SentCommand command, ReplyContent? reply)
    {
        if (reply is null or ReplyContent.Elsewhere)
            _inHand.Remove(command.Number);
        else
            Try(
                () => AnswerRow(command, CommandJson.Write(reply)),
                _ => _inHand.Remove(command.Number),
                () => _inHand.Remove(command.Number));
    }

    private bool AnswerRow(SentCommand command, string answer)
    {
        Commands.Answer(command, answer);
        _world.Tell(new ClusterWord.Answer(command.Asker));
        return true;
    }

    private void TakeAnswers() => Try(() => Commands.Take(Number), found =>
    {
        foreach (var (number, content) in found)
        {
            if (_asked.Remove(number, out var answered))
                answered(Of(CommandJson.ReadReply(content)));
        }
    }, static () => { });

    private ReplyContent Of(RemoteReply reply)
    {
        if (reply.Refused is { } refused)
            return new ReplyContent.Refused(refused);
        if (reply.IsRepeated)
            return new ReplyContent.Repeated(reply.Activation, reply.Sequence);
        if (reply.IsBusy)
            return new ReplyContent.ServiceBusy(reply.Activation) { IsToBeAsked = reply.IsToBeAsked };
        if (reply.IsChanged)
            return new ReplyContent.ServiceChanged(reply.Activation);

        return new ReplyContent.Accepted(StateOf(reply.Activation, reply.Sequence ?? long.MaxValue));
    }

    /// <summary>As whoever reads the journal sees it.</summary>
    private SagaState StateOf(long activation, long upTo)
    {
        var rows = _world.Database.Rows.Activations[activation];
        var plan = _world.Auditor.Find(activation)!.State.Plan;
        return SagaState.Fold(activation, plan, Rows.Read(rows, activation), upTo);
    }

    /// <summary>Of one that another node owns: the journal is looked at until it has ended.</summary>
    private void AwaitEnd(long activation, Action<SagaState> ended) => Later(_dice.Seconds(1, 3), () =>
    {
        if (!IsDatabaseAway && _world.Database.Rows.Activations[activation].Entry.State is var state && IsFinal(state))
            ended(StateOf(activation, long.MaxValue));
        else
            AwaitEnd(activation, ended);
    });

    /// <summary>To one that another node owns: until it has heard.</summary>
    private void Bring(ShardOutput.ClaimElsewhere claim) => Ask(claim.Activation, claim.What, reply =>
    {
        if (reply is null && IsAlive)
            Later(_dice.Seconds(1, 3), () => Bring(claim));
        else if (reply is ReplyContent.Accepted { State: { IsFinished: true } or { QueuedBehind: not 0 } } gone)
            TakeIn(new ShardInput.EndedElsewhere(gone.State));
    });

    private static bool IsFinal(ActivationState state) =>
        state is ActivationState.Completed or ActivationState.RolledBack
        or ActivationState.Cancelled or ActivationState.Abandoned;
}
