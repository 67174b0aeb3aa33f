using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Values;

namespace Orchestrator.Tests.Simulation.Clients;

/// <summary>
/// The operator: looks at what the journal says and at the outside world itself, and decides what needs a person. Once
/// the faults are over, everything that waits for her is decided.
/// </summary>
internal sealed class Person(World world, Dice dice)
{
    public const string Name = "agnes";

    private readonly HashSet<long> _busyWith = [];
    private int _last;

    public void LookAround()
    {
        foreach (var it in world.Auditor.Chronicles.ToArray())
        {
            if (!it.State.IsFinished && !_busyWith.Contains(it.Id) && (world.IsCalm || dice.Chance(0.4)))
                LookAt(it.State);
        }
    }

    /// <summary>Something at random, to one that was acknowledged.</summary>
    public void Meddle()
    {
        var all = world.Auditor.Chronicles;
        if (all.Count == 0)
            return;

        var state = all[dice.Below(all.Count)].State;
        switch (dice.Below(7))
        {
            case 0 or 1: Send(state, who => new SagaCommand.Hold(who)); break;
            case 2: Send(state, who => new SagaCommand.Release(who)); break;
            case 3: Send(state, who => new SagaCommand.Cancel(who)); break;
            case 4: Send(state, who => new SagaCommand.RollBack(who, null, dice.Chance(0.5), null)); break;
            case 5: GoBack(state); break;
            default: Signal(state, dice.Of("sun", "rain")); break;
        }
    }

    private void LookAt(SagaState state)
    {
        if (state.IsHeld)
            Send(state, who => new SagaCommand.Release(who));
        else if (state.Fallouts.Count > 0)
            Decide(state, state.Fallouts[dice.Below(state.Fallouts.Count)]);
        else if (state.IsStalled)
            Send(state, who => new SagaCommand.Cancel(who));
        else if (!state.IsRollingBack && state.AwaitedSignals is [var signal, ..])
            Signal(state, signal);
    }

    private void Decide(SagaState state, OpenFallout fallout)
    {
        // What was sent last has arrived by then.
        if (world.Agenda.Now - fallout.Time < TimeSpan.FromSeconds(5) + world.Faults.Skew + world.Faults.Skew)
            return;

        var allowed = FalloutRules.Allowed(state, fallout);
        if (state.FindStep(fallout.Step) is not { } step)
            Resolve(state, fallout, allowed.Contains(FalloutDecision.RollBack) ? FalloutDecision.RollBack
                : allowed.Contains(FalloutDecision.Skip) ? FalloutDecision.Skip : FalloutDecision.Abandon);
        else if (step is ChildStep)
            Resolve(state, fallout, dice.Chance(0.3) ? FalloutDecision.Retry : FalloutDecision.Skip);
        else if (fallout.WhileCompensating)
            DecideUndo(state, fallout, step);
        else
            DecideStep(state, fallout, step, allowed);
    }

    private void DecideUndo(SagaState state, OpenFallout fallout, StepRecord step)
    {
        var thing = world.Outside.Find(KeyOf(state, step));
        if (thing.Undo.Running > 0)
            return;

        thing.Undo.IsRepaired = true;
        Resolve(state, fallout, thing.IsThere || step.Activity.CompensationCanRead
            ? FalloutDecision.Retry
            : FalloutDecision.Complete);
    }

    private void DecideStep(
        SagaState state, OpenFallout fallout, StepRecord step, IReadOnlyList<FalloutDecision> allowed)
    {
        var thing = world.Outside.Find(KeyOf(state, step));
        if (thing.Do.Running > 0)
            return;

        thing.Do.IsRepaired = true;
        if (fallout.Error.Code == ErrorCodes.OutcomeUnknown)
            Resolve(state, fallout, thing.IsThere ? FalloutDecision.Complete : FalloutDecision.Retry);
        else if (dice.Chance(0.15) && allowed.Contains(FalloutDecision.RollBack))
            Resolve(state, fallout, FalloutDecision.RollBack);
        else
            Resolve(state, fallout, dice.Chance(0.2) ? FalloutDecision.Skip : FalloutDecision.Retry);
    }

    private void Resolve(SagaState state, OpenFallout fallout, FalloutDecision decision)
    {
        var (etag, output) = (state.Etag, Value.Object(("of", fallout.Step)));
        var made = state.FindStep(fallout.Step) is { Undoing: false } step && dice.Chance(0.5)
            ? new[] { new ResourceFact("thing", KeyOf(state, step)) }
            : null;
        Send(state, who => new SagaCommand.Resolve(
            who, fallout.Step, decision, Value.Null, decision == FalloutDecision.Complete ? output : Value.Null)
        {
            Etag = etag,
            Resources = decision == FalloutDecision.Complete ? made : null, // Some adapters can tell, and some cannot.
        });
    }

    private void GoBack(SagaState state)
    {
        var done = state.Steps.Where(step => step is { State: StepState.Succeeded, CompletionNumber: > 0 }).ToArray();
        if (done.Length == 0)
            return;

        var step = done[dice.Below(done.Length)].Id;
        Send(state, who => new SagaCommand.RollBack(who, step, dice.Chance(0.5), null));
    }

    private void Signal(SagaState state, string name) =>
        Send(state, who => new SagaCommand.Signal(who, name, Value.Object(("weather", name))));

    private void Send(SagaState state, Func<Who, SagaCommand> make)
    {
        var who = new Who(Name, $"decision-{++_last}", "hash", "because");
        var command = make(who);
        var id = state.Id;
        _busyWith.Add(id);
        new Conversation(
            world,
            dice.Fork(),
            $"{who.RequestId}: {command.GetType().Name} for {ActivationId.ToText(id)}{Detail(command)}",
            TimeSpan.FromSeconds(4),
            new Request { Activation = id, Command = command },
            reply => Take(id, who, reply)).Begin();
    }

    private void Take(long id, Who who, ReplyContent reply)
    {
        _busyWith.Remove(id);
        switch (reply)
        {
            case ReplyContent.Accepted it:
                world.Auditor.CarriedOut(id, who);
                world.Auditor.Told(it.State);
                break;
            case ReplyContent.Repeated:
                world.Auditor.CarriedOut(id, who);
                break;
            case ReplyContent.NotFound:
                world.Auditor.Fail("NothingAcknowledgedIsLost", $"{ActivationId.ToText(id)} is said not to be there.");
                break;
        }
    }

    private static string Detail(SagaCommand command) => command switch
    {
        SagaCommand.Resolve it => $": {it.Decision} {it.Step}",
        SagaCommand.RollBack { BackToStep: { } step } => $": back to {step}",
        SagaCommand.Signal it => $": {it.Name}",
        _ => "",
    };

    private static string KeyOf(SagaState state, StepRecord step) =>
        $"{ActivationId.ToText(state.Id)}/{step.Id}/do";
}
