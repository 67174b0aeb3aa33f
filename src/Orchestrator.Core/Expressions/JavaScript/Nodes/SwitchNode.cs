using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.Nodes;

/// <param name="Match">What it is compared with; null for <c>default</c>.</param>
/// <param name="Body">What runs from there.</param>
internal sealed record CasePart(ExpressionNode? Match, StatementNode[] Body);

internal sealed class SwitchNode(ExpressionNode subject, CasePart[] cases, Hoisted[] functions, Layout layout)
    : StatementNode(Over([.. cases.Select(part => part.Match), .. cases.SelectMany(part => part.Body)], subject))
{
    public override Completion Execute(Frame frame)
    {
        var outer = frame.Scope;
        try
        {
            var ended = Completion.Normal;
            for (var at = Begin(frame, subject.Evaluate(frame)); at < cases.Length && ended == Completion.Normal; at++)
                ended = Run(cases[at].Body, frame);
            return Outcome(frame, ended);
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
            foreach (var given in Generator.Evaluate(frame, subject))
                yield return given;

            var at = Begin(frame, frame.Value);
            frame.Ended = Completion.Normal;
            for (; at < cases.Length && frame.Ended == Completion.Normal; at++)
            {
                foreach (var given in StepsOf(cases[at].Body, frame))
                    yield return given;
            }

            frame.Ended = Outcome(frame, frame.Ended);
        }
        finally
        {
            frame.Scope = outer;
        }
    }

    private static Completion Outcome(Frame frame, Completion ended) =>
        ended == Completion.Break && frame.Label is null ? Completion.Normal : ended;

    /// <summary>The case to begin with; past the last one where none matches.</summary>
    private int Begin(Frame frame, JsValue value)
    {
        frame.Value = JsValue.Undefined;
        BlockNode.Enter(frame, layout);
        foreach (var hoisted in functions)
            hoisted.Target.Store(frame, hoisted.Function.Make(frame), declares: true);

        for (var at = 0; at < cases.Length; at++)
        {
            frame.Run.Step(1);
            if (cases[at].Match is { } match && Operators.Same(value, match.Evaluate(frame)))
                return at;
        }

        var otherwise = Array.FindIndex(cases, part => part.Match is null);
        return otherwise < 0 ? cases.Length : otherwise;
    }
}
