using Orchestrator.Core.Activities;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Sagas.Planning;

/// <summary>Branches, loops and flowcharts.</summary>
public sealed partial class Planner
{
    private void Branch(If it, bool conditional, string items)
    {
        var condition = Evaluate(it.Condition, it, "condition");
        if (condition.IsKnown)
            Either([condition.Shown.AsBoolean ? it.Then : it.Else], conditional, items);
        else
            Either([it.Then, it.Else], conditional: true, items);
    }

    private void Branch(Switch it, bool conditional, string items)
    {
        var taken = new List<Activity?>();
        var isKnown = true;
        foreach (var one in it.Cases)
        {
            var condition = Evaluate(one.Condition, it, $"case '{one.Label}'");
            isKnown &= condition.IsKnown;
            if (condition.IsKnown && !condition.Shown.AsBoolean)
                continue;

            taken.Add(one.Activity);
            if (condition.IsKnown && !it.MatchAny)
                break;
        }

        if (taken.Count == 0 || !isKnown)
            taken.Add(it.Default);
        if (isKnown)
            All(taken.OfType<Activity>(), conditional, items);
        else
            Either([.. taken], conditional: true, items);
    }

    /// <summary>
    /// Walks each of several branches from the same point; what they leave different is not known afterwards.
    /// </summary>
    private void Either(Activity?[] branches, bool conditional, string items)
    {
        if (branches is [var only])
        {
            if (only is not null)
                Walk(only, conditional, items);
            return;
        }

        var before = _scope;
        var after = new List<PlanScope>();
        foreach (var branch in branches)
        {
            _scope = before.Copy();
            if (branch is not null)
                Walk(branch, conditional, items);
            after.Add(_scope);
        }

        _scope = before;
        _scope.Merge(after);
    }

    private void Request(HttpRequest it, bool conditional, string items)
    {
        Walk(it.Request, conditional, items);
        _scope.Result(it, Known.After(it.Request.Id));
        if (it.Children.Length > 1)
            Either([.. it.Children.Skip(1), null], conditional: true, items);
    }

    private void Loop(While it, bool conditional, string items)
    {
        for (var round = 0; round < RoundsMax && !_ended && it.Body is not null; round++)
        {
            var condition = Evaluate(it.Condition, it, "condition");
            if (condition is { IsKnown: true, Shown.AsBoolean: false })
                return;

            if (!condition.IsKnown)
            {
                Either([it.Body, null], conditional: true, $"{items}[{round}]");
                return;
            }

            Walk(it.Body, conditional, $"{items}[{round}]");
        }
    }

    private void Loop(Activity loop, Expression list, Activity? body, bool conditional, string items)
    {
        if (body is null)
            return;

        var values = Evaluate(list, loop, "items");
        if (!values.IsKnown)
        {
            Put(loop, values, Known.Of(0));
            Either([body, null], conditional: true, $"{items}[0]");
            return;
        }

        var each = values.Shown.Kind == ValueKind.Array ? values.Shown.Items.ToArray() : [values.Shown];
        for (var item = 0; item < each.Length; item++)
        {
            Put(loop, Known.Of(each[item]), Known.Of(item));
            Walk(body, conditional, $"{items}[{item}]");
        }
    }

    private void Put(Activity loop, Known value, Known index)
    {
        if (loop.Header.Variables is not [var current, var number, ..])
            return;

        _scope.Put(current, value);
        _scope.Put(number, index);
    }

    private void Loop(For it, bool conditional, string items)
    {
        if (it.Body is null)
            return;

        var (start, end) = (Evaluate(it.Bounds.Start, it, "start"), Evaluate(it.Bounds.End, it, "end"));
        var (step, isInclusive) =
            (Evaluate(it.Bounds.Step, it, "step"), Evaluate(it.Bounds.IsInclusive, it, "outerBoundInclusive"));
        if (!start.IsKnown || !end.IsKnown || !step.IsKnown || !isInclusive.IsKnown)
        {
            Put(it, Known.After(it.Id), Known.After(it.Id));
            Either([it.Body, null], conditional: true, $"{items}[0]");
            return;
        }

        var (number, last, by) = (start.Shown.AsNumber, end.Shown.AsNumber, step.Shown.AsNumber);
        for (var round = 0; round < RoundsMax && !_ended; round++, number += by)
        {
            if (!((by >= 0 ? number < last : number > last) || (isInclusive.Shown.AsBoolean && number == last)))
                return;

            _scope.Put(it.Header.Variables[0], Known.Of(number));
            Walk(it.Body, conditional, $"{items}[{round}]");
        }
    }

    /// <summary>Another definition, used as an activity.</summary>
    private void Inside(Composite it, bool conditional, string items)
    {
        foreach (var (variable, given) in it.Inputs)
            _scope.Put(variable, Evaluate(given, it, variable.Name));
        if (it.Root is not null)
            Walk(it.Root, conditional, items);
        _scope.Result(it, Known.After(it.Id));
    }
}
