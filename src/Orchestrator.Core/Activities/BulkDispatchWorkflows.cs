using System.Collections.Immutable;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Core.Activities;

/// <summary>
/// Elsa.BulkDispatchWorkflows: a child for every item, all at once; ends when all have been started, or have ended
/// where they are waited for. The header's Variables hold CurrentValue, CurrentIndex and ChildInstanceId, in this
/// order.
/// </summary>
/// <param name="header">What every activity has.</param>
/// <param name="items">Gives the list.</param>
/// <param name="child">What starts one of them.</param>
/// <param name="completed">Runs for each child that has completed, or null.</param>
/// <param name="faulted">Runs for each that has not, or null: then the child's own rule for failures holds.</param>
public sealed class BulkDispatchWorkflows(
    ActivityHeader header, Expression items, ChildWorkflow child, Activity? completed, Activity? faulted)
    : Activity(header)
{
    private const string Failed = "Failed";

    public Expression Items => items;

    public ChildWorkflow Child => child;

    public override ImmutableArray<Activity> Children =>
        [.. new[] { child, completed, faulted }.OfType<Activity>()];

    internal override void Run(Burst burst, Turn turn) => Resume(burst, burst.Open(this, turn.Parent));

    internal override void Resume(Burst burst, Frame frame)
    {
        if (!burst.TryEvaluateItems(frame, items, out var values))
            return;

        if (values.Length == 0)
        {
            burst.Close(frame);
            return;
        }

        for (var item = 0; item < values.Length; item++)
            burst.Schedule(child, burst.OpenIteration(this, frame, item, values[item]));
    }

    internal override bool Handles(Activity activity, string outcome) =>
        activity == child && outcome == Failed && faulted is not null;

    internal override void ChildEnded(Burst burst, Frame frame, Ended ended)
    {
        if (frame.IsIteration && ended.Activity == child)
            OneEnded(burst, frame, burst.ChildIn(frame), ended.Outcomes is [Failed, ..]);
        else if (frame.IsIteration || frame.IsIdle)
            burst.Close(frame);
    }

    private void OneEnded(Burst burst, Frame frame, ChildStep? step, bool hasFailed)
    {
        var next = hasFailed || step is { HasFaulted: true } ? faulted : completed;
        if (next is null)
        {
            burst.Close(frame);
            return;
        }

        burst.SetVariable(frame, Header.Variables[2], ActivationId.ToText(step?.Child ?? 0));
        burst.Schedule(next, frame);
    }
}

/// <summary>What the child of one item gets: the input of all, overlaid with the item.</summary>
/// <param name="Common">Gives an object, or null.</param>
/// <param name="Item">The variable that holds the item.</param>
/// <param name="Name">Gives the input that an item goes to which is no object.</param>
internal sealed record ItemInput(Expression Common, VariableDeclaration Item, Expression Name) : Expression
{
    public override Value Evaluate(IScope scope)
    {
        var item = scope.Get(Item);
        var members = item.Kind == ValueKind.Object
            ? item
            : Value.Object((Name.Evaluate(scope).AsString is { Length: > 0 } name ? name : "Item", item));
        return Common.Evaluate(scope) is { Kind: ValueKind.Object } all ? all.OverlaidWith(members) : members;
    }
}
