using System.Runtime.ExceptionServices;
using Orchestrator.Core.Expressions.JavaScript.Host;
using Orchestrator.Core.Expressions.JavaScript.Nodes;
using Orchestrator.Core.Expressions.JavaScript.Syntax;
using Orchestrator.Core.Expressions.JavaScript.Values;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Expressions.JavaScript.Running;

/// <summary>Running a program from its start to its value, or to a failure that says where.</summary>
internal static class ProgramRun
{
    private const int ShownMax = 1_000;

    /// <exception cref="ExpressionFailedException">It threw, or went past a limit.</exception>
    public static Value Run(ParsedProgram program, ScriptLimits limits, IScope scope)
    {
        var run = new Run(limits, scope);
        try
        {
            var result = Execute(run, program);
            if (result.Object is JsPromise promise)
                result = Promises.Await(run, promise);
            while (run.JobsIfAny?.RunNext() == true)
            {
            }

            // Numbers, texts and the like need no conversion worth its name.
            var value = Giving.ToResult(run, result);
            run.HostIfUsed?.WriteBack();
            return value;
        }
        catch (Exception wrong)
        {
            // What the scope threw is not the script's failure, and passes as it came.
            if (run.HostIfUsed?.Thrown is { } thrown && ReferenceEquals(thrown, wrong)
                && thrown.GetType() != typeof(ExpressionFailedException))
                ExceptionDispatchInfo.Throw(thrown);

            throw new ExpressionFailedException(Explain(wrong, run, program.Text));
        }
    }

    /// <summary>What was returned, or else what the last expression statement gave.</summary>
    public static JsValue Execute(Run run, ParsedProgram program)
    {
        var scope = program.Layout.Slots == 0 ? null : new Scope(new JsValue[program.Layout.Slots], null);
        var frame = new Frame(run, scope);
        foreach (var slot in program.Layout.Unset)
            scope!.Slots[slot] = JsValue.Unset;
        foreach (var hoisted in program.Functions)
            hoisted.Target.Store(frame, hoisted.Function.Make(frame), declares: true);
        StatementNode.Run(program.Body, frame);
        return frame.Value;
    }

    private static string Explain(Exception wrong, Run run, string text)
    {
        var (message, at) = wrong switch
        {
            JsThrow thrown => (Thrown(thrown.Value), thrown.At),
            LimitException or ExpressionFailedException => (wrong.Message.TrimEnd('.'), run.At),
            _ => ($"The interpreter cannot run it ({wrong.GetType().Name})", run.At),
        };
        var (line, column) = TextPlace.Of(text, at);
        var shown = message.Length <= ShownMax ? message : message[..ShownMax] + "...";
        return $"{shown} (line {line}, column {column}).";
    }

    private static string Thrown(JsValue value) =>
        value.Object is JsError error ? JsError.Shown(error)
            : value.Text is { } text ? text
            : value.Object is { } its && its is not JsFunction && its.TryGetOwn("message", out _) ? JsError.Shown(its)
            : $"It threw {Running.Run.Describe(value)}";
}
