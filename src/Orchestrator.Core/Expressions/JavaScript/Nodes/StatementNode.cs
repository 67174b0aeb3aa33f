using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.Nodes;

/// <summary>How a statement ended.</summary>
internal enum Completion : byte
{
    Normal,
    Break,
    Continue,
    Return,
}

internal abstract class StatementNode(int height) : Node(height)
{
    /// <summary>Steps that it takes: more where it is long.</summary>
    public int Cost { get; set; } = 1;

    /// <summary>Whether a generator may stop in it.</summary>
    public bool HasYield { get; set; }

    public abstract Completion Execute(Frame frame);

    /// <summary>
    /// As it runs in a generator: stops at each yield. How it ended is in <see cref="Frame.Ended"/>.
    /// </summary>
    public virtual IEnumerable<JsValue> Steps(Frame frame)
    {
        frame.Ended = Execute(frame);
        yield break;
    }

    public static Completion Run(StatementNode[] statements, Frame frame)
    {
        foreach (var statement in statements)
        {
            frame.Run.Step(statement.Cost);
            var ended = statement.Execute(frame);
            if (ended != Completion.Normal)
                return ended;
        }

        return Completion.Normal;
    }

    public static IEnumerable<JsValue> StepsOf(StatementNode[] statements, Frame frame)
    {
        frame.Ended = Completion.Normal;
        foreach (var statement in statements)
        {
            frame.Run.Step(statement.Cost);
            foreach (var given in statement.StepsOrRun(frame))
                yield return given;
            if (frame.Ended != Completion.Normal)
                yield break;
        }
    }

    public IEnumerable<JsValue> StepsOrRun(Frame frame)
    {
        if (HasYield)
            return Steps(frame);

        frame.Ended = Execute(frame);
        return [];
    }

    /// <summary>The same, but nothing runs before the first step is asked for.</summary>
    public IEnumerable<JsValue> StepsOrRunLazily(Frame frame)
    {
        foreach (var given in StepsOrRun(frame))
            yield return given;
    }
}
