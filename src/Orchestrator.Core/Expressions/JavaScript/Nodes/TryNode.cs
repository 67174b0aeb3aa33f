using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.Nodes;

/// <summary>What a program threw is caught here; what went past a limit is not, and then nothing more runs.</summary>
internal sealed class TryNode(
    StatementNode body, ExpressionNode? thrown, Layout catchLayout, StatementNode? handler, StatementNode? finalizer)
    : StatementNode(Over(body, thrown, handler, finalizer))
{
    /// <summary>Throwing and catching takes as long as many plain statements.</summary>
    private const int ThrowCost = 100;

    public override Completion Execute(Frame frame)
    {
        frame.Value = JsValue.Undefined;
        var outer = frame.Scope;
        Completion ended;
        try
        {
            ended = handler is null ? body.Execute(frame) : Guarded(frame);
        }
        catch (JsThrow) when (finalizer is not null)
        {
            frame.Scope = outer;
            frame.Run.Step(ThrowCost);
            var last = finalizer.Execute(frame);
            if (last != Completion.Normal)
                return last;
            throw;
        }

        return Finish(frame, ended);
    }

    public override IEnumerable<JsValue> Steps(Frame frame)
    {
        var outer = frame.Scope;
        Exception? pending = null;
        var steps = body.StepsOrRunLazily(frame).GetEnumerator();
        while (Advance(steps, ref pending))
            yield return steps.Current;

        if (pending is JsThrow wrong && handler is not null)
        {
            frame.Scope = outer;
            BlockNode.Enter(frame, catchLayout);
            (thrown as ITarget)?.Store(frame, wrong.Value, declares: true);
            pending = null;
            steps = handler.StepsOrRunLazily(frame).GetEnumerator();
            while (Advance(steps, ref pending))
                yield return steps.Current;
        }

        frame.Scope = outer;
        var (ended, value, label) = (frame.Ended, frame.Value, frame.Label);
        if (finalizer is not null)
        {
            foreach (var given in finalizer.StepsOrRun(frame))
                yield return given;
            if (frame.Ended != Completion.Normal)
                yield break;
        }

        if (pending is ReturnSignal leaving)
            throw new ReturnSignal(leaving.Value);
        if (pending is JsThrow still)
            throw new JsThrow(still.Value, still.At);
        (frame.Ended, frame.Value, frame.Label) = (ended, value, label);
    }

    private static bool Advance(IEnumerator<JsValue> steps, ref Exception? pending)
    {
        try
        {
            return steps.MoveNext();
        }
        catch (Exception wrong) when (wrong is JsThrow or ReturnSignal)
        {
            pending = wrong;
            return false;
        }
    }

    private Completion Guarded(Frame frame)
    {
        var outer = frame.Scope;
        JsValue caught;
        try
        {
            return body.Execute(frame);
        }
        catch (JsThrow wrong)
        {
            caught = wrong.Value;
        }

        frame.Run.Step(ThrowCost);
        frame.Scope = outer;
        try
        {
            BlockNode.Enter(frame, catchLayout);
            (thrown as ITarget)?.Store(frame, caught, declares: true);
            return handler!.Execute(frame);
        }
        finally
        {
            frame.Scope = outer;
        }
    }

    /// <summary>What comes last ends it its own way, where it does not just end.</summary>
    private Completion Finish(Frame frame, Completion ended)
    {
        if (finalizer is null)
            return ended;

        var (value, label) = (frame.Value, frame.Label);
        var last = finalizer.Execute(frame);
        if (last != Completion.Normal)
            return last;

        (frame.Value, frame.Label) = (value, label);
        return ended;
    }
}
