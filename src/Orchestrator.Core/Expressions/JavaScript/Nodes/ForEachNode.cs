using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.Nodes;

/// <summary><c>for (x of ...)</c>, and <c>for (x in ...)</c>, which goes through names of members.</summary>
internal sealed class ForEachNode(
    ExpressionNode target, bool declares, ExpressionNode items, bool takesNames, StatementNode body, Layout layout,
        string[] labels)
    : LoopNode(Over(target, items, body), labels)
{
    /// <summary>Whether each item is awaited: <c>for await</c>.</summary>
    public bool Awaits { get; init; }

    public override Completion Execute(Frame frame)
    {
        var outer = frame.Scope;
        var throwing = frame.Run.Throwing;
        frame.Value = JsValue.Undefined;
        try
        {
            foreach (var item in Items(frame))
            {
                if (Leaves(frame, Once(frame, outer, item), out var ended))
                    return ended;
            }

            return Completion.Normal;
        }
        finally
        {
            frame.Run.Throwing = throwing;
            frame.Scope = outer;
        }
    }

    private Completion Once(Frame frame, Scope? outer, JsValue item)
    {
        try
        {
            Begin(frame, outer, item);
            return body.Execute(frame);
        }
        catch (JsThrow) when (++frame.Run.Throwing < 0)
        {
            // Never: it is only noted, before what is left on the way is told.
            throw;
        }
    }

    public override IEnumerable<JsValue> Steps(Frame frame)
    {
        var outer = frame.Scope;
        try
        {
            BlockNode.Enter(frame, layout);
            foreach (var given in Generator.Evaluate(frame, items))
                yield return given;

            frame.Scope = outer;
            foreach (var item in Items(frame.Run, frame.Value))
            {
                Begin(frame, outer, item);
                foreach (var given in body.StepsOrRun(frame))
                    yield return given;
                if (Leaves(frame, frame.Ended, out frame.Ended))
                    yield break;
            }

            frame.Ended = Completion.Normal;
        }
        finally
        {
            frame.Scope = outer;
        }
    }

    private void Begin(Frame frame, Scope? outer, JsValue item)
    {
        frame.Run.Step(Cost);
        frame.Scope = outer;
        BlockNode.Enter(frame, layout);
        ((ITarget)target).Store(frame, item, declares);
    }

    private IEnumerable<JsValue> Items(Frame frame)
    {
        var run = frame.Run;
        var outer = frame.Scope;
        BlockNode.Enter(frame, layout);
        var given = items.Evaluate(frame);
        frame.Scope = outer;
        return Items(run, given);
    }

    private IEnumerable<JsValue> Items(Run run, JsValue given)
    {
        run.At = items.At;
        if (takesNames)
            return Names(run, given);

        return Awaits ? Iteration.Of(run, given).Select(item => Promises.Await(run, item)) : Iteration.Of(run, given);
    }

    /// <summary>Its own and those of its prototypes; each once, and not those that are gone by then.</summary>
    private static IEnumerable<JsValue> Names(Run run, JsValue given)
    {
        if (given.IsNullish)
            yield break;

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var at = Conversion.ToObject(run, given); at is not null; at = at.Prototype)
        {
            run.Step(1);
            foreach (var key in at.OwnKeys(run))
            {
                if (!JsSymbol.IsKey(key) && at.TryGetOwn(key, out var property) && seen.Add(key)
                    && property.IsEnumerable)
                    yield return key;
            }
        }
    }
}
