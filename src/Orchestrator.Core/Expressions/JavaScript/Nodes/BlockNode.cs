using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.Nodes;

internal sealed class BlockNode(StatementNode[] statements, Hoisted[] functions, Layout layout)
    : StatementNode(Over(statements))
{
    /// <summary>Makes the scope that a block needs, or takes what its variables were the last time away.</summary>
    public static void Enter(Frame frame, Layout layout)
    {
        if (layout.Slots > 0)
        {
            frame.Run.Allocate(56 + (layout.Slots * 16));
            frame.Scope = new Scope(new JsValue[layout.Slots], frame.Scope);
        }

        if (layout.Unset.Length == 0)
            return;

        var scope = frame.Scope!;
        for (var hop = layout.UnsetHops; hop > 0; hop--)
            scope = scope.Parent!;
        foreach (var slot in layout.Unset)
            scope.Slots[slot] = JsValue.Unset;
    }

    public override Completion Execute(Frame frame)
    {
        var outer = frame.Scope;
        try
        {
            Begin(frame);
            return Run(statements, frame);
        }
        finally
        {
            frame.Scope = outer;
        }
    }

    public override IEnumerable<JsValue> Steps(Frame frame)
    {
        var outer = frame.Scope;
        try
        {
            Begin(frame);
            foreach (var given in StepsOf(statements, frame))
                yield return given;
        }
        finally
        {
            frame.Scope = outer;
        }
    }

    private void Begin(Frame frame)
    {
        Enter(frame, layout);
        foreach (var hoisted in functions)
            hoisted.Target.Store(frame, hoisted.Function.Make(frame), declares: true);
    }
}
