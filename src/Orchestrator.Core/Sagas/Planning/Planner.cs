using Orchestrator.Core.Activities;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Core.Sagas.Planning;

/// <summary>
/// Walks a plan as if every step succeeded, with what is known before the first one has run; where a branch depends on
/// a step's result, all branches are walked and their steps marked as conditional. Has no effect.
/// </summary>
public sealed partial class Planner
{
    private const int StepsMax = 10_000;
    private const int RoundsMax = 1_000;

    private readonly WorkflowPlan _plan;
    private readonly List<PlannedStep> _steps = [];
    private readonly List<PlannedStep> _kept = [];
    private readonly List<PlannedWait> _waits = [];
    private readonly List<string> _warnings = [];
    private readonly Func<PlannedStep, Known?>? _foresee;
    private readonly HashSet<StepActivity> _failed = [];
    private PlanScope _scope;
    private bool _ended;

    private Planner(WorkflowPlan plan, ActivationOrder order, Func<PlannedStep, Known?>? foresee)
    {
        _plan = plan;
        _foresee = foresee;
        _scope = new PlanScope(plan, order);
    }

    public static PlannedActivation Plan(WorkflowPlan plan, ActivationOrder order) => Plan(plan, order, null);

    /// <param name="plan">The version.</param>
    /// <param name="order">What is ordered.</param>
    /// <param name="foresee">
    /// Asked of each step when the walk comes to it, what it will give; null: that is known when it has run.
    /// </param>
    internal static PlannedActivation Plan(
        WorkflowPlan plan, ActivationOrder order, Func<PlannedStep, Known?>? foresee)
    {
        var planner = new Planner(plan, order, foresee);
        planner.Walk(plan.Root, conditional: false, items: "");
        return new(plan.Id, planner._steps, planner.Compensations(), planner._warnings)
        {
            Kept = planner._kept,
            Waits = planner._waits,
        };
    }

    private void Walk(Activity activity, bool conditional, string items)
    {
        if (_ended || _steps.Count >= StepsMax)
            return;

        foreach (var variable in activity.Header.Variables)
            _scope.Declare(variable);
        switch (activity)
        {
            case StepActivity it: Step(it, conditional, items); break;
            case Composite it: Inside(it, conditional, items); break;
            case Sequence or Activities.Parallel or FlowNode or Fork: All(activity.Children, conditional, items); break;
            case If it: Branch(it, conditional, items); break;
            case Switch it: Branch(it, conditional, items); break;
            case While it: Loop(it, conditional, items); break;
            case ForEach it: Loop(it, it.Items, it.Body, conditional, items); break;
            case BulkDispatchWorkflows it: Loop(it, it.Items, it.Child, conditional, items); break;
            case ParallelForEach it: Loop(it, it.Items, it.Body, conditional, items); break;
            case Flowchart it: Chart(it, conditional, items); break;
            case SetVariable it: _scope.Put(it.Variable, Evaluate(it.Value, it, "value")); break;
            case For it: Loop(it, conditional, items); break;
            case HttpRequest it: Request(it, conditional, items); break;
            case Event or RunTask: Wait(activity, conditional); break;
            case Delay or StartAt or Activities.Timer or Cron: Wait(activity, conditional); break;
            case RunJavaScript: _scope.Result(activity, Known.After(activity.Id)); break;
            case Fault it: End(it, conditional, "ends with a fault"); break;
            case Finish it: End(it, conditional, "finishes"); break;
        }
    }

    private void All(IEnumerable<Activity> activities, bool conditional, string items)
    {
        foreach (var activity in activities)
            Walk(activity, conditional, items);
    }

    private void Step(StepActivity step, bool conditional, string items)
    {
        var id = step.Id + items;
        for (var repetition = 2; _steps.Concat(_kept).Any(planned => planned.Id == id); repetition++)
            id = $"{step.Id}{items}#{repetition}";

        var input = Evaluate(step.Input, step, "input");
        var planned = new PlannedStep(id, step, step.Operation, input.Shown, input.IsKnown, conditional);
        if (Given(planned) is { } output)
        {
            _kept.Add(planned);
            End(step, output);
            return;
        }

        _steps.Add(planned);
        if (_steps.Count == StepsMax)
            _warnings.Add($"The plan is cut off after {StepsMax} steps.");
        End(step, _foresee?.Invoke(planned) ?? Known.After(id));
    }

    /// <summary>It gives something, or is known to have failed.</summary>
    private void End(StepActivity step, Known output)
    {
        if (output is { IsKnown: true, Shown.AsString: StepActivity.FailedBefore })
        {
            _failed.Add(step);
            return;
        }

        _failed.Remove(step);
        _scope.Result(step, output);
    }

    /// <summary>The output of a step that is done already; null where it is to be called.</summary>
    private Known? Given(PlannedStep planned) =>
        planned.Activity.Given is { } outputs
        && Evaluate(outputs, planned.Activity, "given") is { IsKnown: true } given
        && given.Shown[planned.Id] is { IsNull: false } output
            ? Known.Of(output)
            : null;

    private void Wait(Activity activity, bool conditional)
    {
        _waits.Add(new(activity, _steps.Count, conditional));
        if (activity.HasOutput)
            _scope.Result(activity, Known.After(activity.Id));
    }

    private void End(Activity activity, bool conditional, string what)
    {
        if (conditional)
            return;

        _ended = true;
        if (activity is Fault)
            _warnings.Add(
                $"With these inputs the workflow {what} at activity '{activity.Id}'; what was done before is undone.");
    }

    private Known Evaluate(Expression expression, Activity activity, string what)
    {
        try
        {
            return Known.Of(expression.Evaluate(_scope));
        }
        catch (UnknownValueException) when (expression.Bare is Expression.Composite)
        {
            return MemberByMember((Expression.Composite)expression.Bare, activity, what);
        }
        catch (UnknownValueException unknown)
        {
            return Known.After(unknown.Step);
        }
        catch (ExpressionFailedException failure)
        {
            _warnings.Add($"The {what} of activity '{activity.Id}' could not be evaluated: {failure.Message}");
            return Known.After(activity.Id);
        }
    }

    private Known MemberByMember(Expression.Composite composite, Activity activity, string what)
    {
        var members = composite.Members.Select(
            member => (member.Name, Evaluate(member.Expression, activity, what))).ToArray();
        return Known.Partly(Value.Object([.. members.Select(member => (member.Name, member.Item2.Shown))]));
    }

    private List<PlannedStep> Compensations()
    {
        var undone = new List<PlannedStep>();
        foreach (var step in Enumerable.Reverse(_steps))
        {
            if (step.Activity.PointOfNoReturn == PointOfNoReturn.Hard)
                _warnings.Add(
                    $"Step '{step.Id}' is a hard point of no return: once it is done, nothing before it is undone.");
            if (step.Activity.PointOfNoReturn == PointOfNoReturn.Soft)
                _warnings.Add($"Step '{step.Id}' is a soft point of no return: once it is done, undoing must be "
                    + $"forced{Penalty(step)}{ByItself()}.");
            if ((step.Activity.Compensation?.Operation ?? step.Activity.Inverse) is { } operation)
                undone.Add(step with { Operation = operation, Input = UndoInput(step), IsInputKnown = false });
            else if (step.Activity.HasEffect)
                _warnings.Add($"Step '{step.Id}' cannot be undone.");
        }

        return undone;
    }

    private Value UndoInput(PlannedStep step) =>
        step.Activity.Compensation?.Input is { } input
            ? Evaluate(input, step.Activity, "compensation's input").Shown
            : step.Input;

    private string ByItself() => _plan.FailurePolicy == FailurePolicy.RestoreOrFinish
        ? "; a later failure undoes it all the same"
        : "";

    private static string Penalty(PlannedStep step) =>
        step.Activity.Penalty is { Length: > 0 } penalty ? $" ({penalty})" : "";
}
