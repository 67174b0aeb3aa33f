using Orchestrator.Core.Activities;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Core.Shards;

/// <summary>
/// Activations that steps of others start. A child lives in its parent's shard, so both have one owner, and one tells
/// the other directly, once it is durable. What was told may be told again, and what a crash kept from being told is
/// found: a parent that has told a child nothing of a decision is awake, and an end that a parent has not noted is
/// kept.
/// </summary>
public sealed partial class OwnedShards
{
    /// <summary>Activations above one; more is a workflow that starts itself without end.</summary>
    private const int DepthMax = 20;

    /// <summary>For activations that may not have gone on yet themselves.</summary>
    private readonly List<(long To, ShardInput What)> _noticesLeft = [];
    private bool _isGoingOn;

    /// <summary>The call is made when what decided it is durable.</summary>
    private static void Release(SagaSlot slot, CallId call)
    {
        if (slot.State!.FindStep(call.Step) is not ChildStep step)
            slot.Released.Add(new ShardOutput.Call(call, CallOf(slot, call)));
        else if (!call.Undo)
            slot.Released.Add(new ShardOutput.StartChild(call, WorkflowOf(slot.State, step), OrderFor(slot, step)));
    }

    /// <summary>A workflow that starts itself starts its own version.</summary>
    private static string WorkflowOf(SagaState parent, ChildStep step)
    {
        var workflow = step.Input[ChildWorkflow.Workflow].AsString ?? "";
        return workflow == parent.Plan.Id.Definition ? $"{workflow}@{parent.Plan.Id.Version}" : workflow;
    }

    private static ActivationOrder OrderFor(SagaSlot slot, ChildStep step)
    {
        var parent = slot.State!.Order;
        return new ActivationOrder($"activations/{slot.Name}", step.RequestId, step.RequestId, parent.Customer)
        {
            Input = step.Input[ChildWorkflow.WorkflowInput] is { Kind: ValueKind.Object } input
                ? input
                : Value.EmptyObject,
            CorrelationId = step.Input[ChildWorkflow.Correlation].AsString ?? parent.CorrelationId,
            OrderReference = parent.OrderReference,
            Channel = parent.Channel,
            Requester = parent.Requester,
            Labels = parent.Labels,
            Priority = parent.Priority,
            Parent = new ParentStep(slot.Id, step.Id, (parent.Parent?.Depth ?? 0) + 1)
            {
                Service = parent.ServiceOfResources,
                IsTeardown = parent.IsTeardown,
            },
            TraceParent = parent.TraceParent,
        };
    }

    private void TakeIn(ShardInput.ChildFound found)
    {
        // A parent that is not here, or is being read again, asks again when it comes back.
        if (!_slots.TryGetValue(found.Call.Activation, out var slot) || slot.State is null)
            return;

        if (WhyNot(found) is { } why)
        {
            Refuse(found.Call, new StepError(ErrorCodes.ChildRefused, why));
            return;
        }

        var order = found.Order with { Input = InputOf(found.Plan!, found.Order.Input) };
        var shard = ActivationId.Shard(slot.Id);
        Begin(new ShardInput.Start(0, shard, order, found.Plan!, UntilEnd: false) { For = found.Call }, behind: 0);
    }

    private static string? WhyNot(ShardInput.ChildFound found)
    {
        if (found.Order.Parent is { Depth: > DepthMax })
            return $"There are {DepthMax} activations above it already: the workflows start each other without end. "
                + "Give the chain an end.";
        if (found.Plan is not { } plan)
            return found.Problem ?? "Its workflow was not found. Publish it.";

        var missing = plan.Inputs
            .Where(input => input.Required && input.Default.IsNull && found.Order.Input[input.Name].IsNull)
            .Select(input => input.Name);
        var names = string.Join(", ", missing);
        return names.Length > 0 ? $"{plan.Id} needs the input {names}, and did not get it. Give it." : null;
    }

    /// <summary>
    /// Declared inputs are of their types, as Elsa converts them; others are kept. Sensitive ones are sealed already.
    /// </summary>
    private static Value InputOf(WorkflowPlan plan, Value given)
    {
        if (plan.Inputs.IsEmpty)
            return given;

        var declared = plan.Inputs
            .Where(input => !input.Sensitive && !given[input.Name].IsNull)
            .Select(input => KeyValuePair.Create(input.Name, input.Type.Convert(given[input.Name])));
        return given.OverlaidWith(Value.Object(declared));
    }

    private void Refuse(CallId call, StepError why) =>
        Deliver(call.Activation, new ShardInput.CallAnswered(call, new CallAnswer.Failed(why)), loads: false);

    /// <summary>Whoever started it is answered: a caller, or a parent.</summary>
    private void Answer(ShardInput.Start start, ReplyContent content)
    {
        if (start.For is { } parent)
            Refuse(parent, new StepError(
                ErrorCodes.ChildRefused,
                content is ReplyContent.Refused refused ? refused.Why.Message : "It could not be started."));
        else
            _outputs.Add(new ShardOutput.Reply(start.Ticket, content));
    }

    /// <summary>What its parent is to be told; null where it has none, or has not ended.</summary>
    private static (long To, ShardInput What)? EndOf(SagaSlot slot) =>
        slot.State is { IsFinished: true, Order.Parent: { } parent } ended
            ? (parent.Activation, new ChildHasEnded(parent.Step, ChildEnd.Of(ended)))
            : null;

    private void SendNotices(SagaSlot slot)
    {
        if (slot.Notices is not { Count: > 0 } notices)
            return;

        slot.Notices = null;
        if (_isGoingOn)
            _noticesLeft.AddRange(notices);
        else
            Send(notices);
    }

    private void Send(List<(long To, ShardInput What)> notices)
    {
        foreach (var (to, what) in notices)
        {
            if (what is ErrandCame { What: { Child: 0 } errand })
                NoSuchChild(errand);
            else
                Deliver(to, what, loads: true);
        }
    }

    /// <summary>A child does what its parent wants, as far as it can; what stands in the way is told.</summary>
    private void CarryOut(SagaSlot slot, Errand errand)
    {
        var state = slot.State!;
        if (errand.Kind == ErrandKind.RollBack && state is { IsRollingBack: true, BackToStep: not null })
        {
            // It would go on from there, and nobody would undo the rest.
            (slot.LeftForNow ??= []).Add(new ErrandCame(errand));
            return;
        }

        SagaCommand? command = errand.Kind switch
        {
            ErrandKind.Hold or ErrandKind.Release when IsCarriedOut(state, errand.Who) => null,
            ErrandKind.Hold when !state.IsFinished && !state.IsHeld => new SagaCommand.Hold(errand.Who),
            ErrandKind.Release when state.IsHeld => new SagaCommand.Release(errand.Who),
            ErrandKind.RollBack when IsOver(state) || state.IsRollingBack => null,
            ErrandKind.RollBack when state.IsStarted => new SagaCommand.RollBack(errand.Who, null, errand.Force, null),
            ErrandKind.RollBack => new SagaCommand.Cancel(errand.Who),
            _ => null,
        };
        Refusal? refusal = null;
        if (errand.Kind == ErrandKind.Supersede && !Run(slot, burst => burst.Supersede(errand.By)))
            return;
        if (command is not null && !Run(slot, burst => refusal = burst.Carry(command)))
            return;

        if (refusal is not null && errand.From.Undo)
            Refuse(errand.From, new StepError(ErrorCodes.ChildFailed, refusal.Message));
        else
            slot.Notify(EndOf(slot) ?? (errand.From.Activation, new ErrandIsDone(errand.From.Step, errand.Since)));
    }

    /// <summary>
    /// A decision of a person comes again where its parent did not learn that it was carried out; others may have been
    /// made of the child since.
    /// </summary>
    private static bool IsCarriedOut(SagaState child, Who who) =>
        who.RequestId.Length > 0 && child.FindRequest(who.Actor, who.RequestId) is not null;

    private static bool IsOver(SagaState state) => state.IsFinished && state.State != ActivationState.Completed;

    /// <summary>What is not there needs no undoing.</summary>
    private void NoSuchChild(Errand errand)
    {
        ShardInput answer = errand.From.Undo
            ? new ShardInput.CallAnswered(errand.From, new CallAnswer.Succeeded(Value.Null))
            : new ErrandIsDone(errand.From.Step, errand.Since);
        Deliver(errand.From.Activation, answer, loads: false);
    }

    /// <summary>The child that a step wanted is there.</summary>
    private sealed record ChildIsThere(string Step, long Child, bool IsOld) : ShardInput;

    /// <summary>The child of a step has ended.</summary>
    private sealed record ChildHasEnded(string Step, ChildEnd End) : ShardInput;

    /// <summary>A parent wants something.</summary>
    private sealed record ErrandCame(Errand What) : ShardInput;

    /// <summary>What the parent wanted of a step's child is done, durably, or there is nothing to be done.</summary>
    private sealed record ErrandIsDone(string Step, long Since) : ShardInput;
}
