using Orchestrator.Core.Expressions.JavaScript.BuiltIns;
using Orchestrator.Core.Expressions.JavaScript.Nodes;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.Running;

/// <summary>A call of a generator function: runs to its next yield whenever it is asked for more.</summary>
internal sealed class Generator : JsObject
{
    private const int ResumeCost = 100;

    private readonly Frame _frame;
    private readonly IEnumerator<JsValue> _steps;
    private readonly int _levels;
    private bool _isRunning;
    private bool _isDone;

    private Generator(Frame frame, FunctionNode node, JsObject prototype)
        : base(prototype)
    {
        _frame = frame;
        _levels = node.Levels + 8;
        _steps = StatementNode.StepsOf(node.Body, frame).GetEnumerator();
    }

    public override string ClassName => "Generator";

    public static JsValue Make(Run run, Closure function, JsValue self, JsValue[] arguments)
    {
        run.Allocate(512);
        var frame = function.Prepare(run, self, arguments, null);
        return new Generator(frame, function.Node, function.Get(run, "prototype").Object ?? Realm.GeneratorPrototype);
    }

    /// <summary>Evaluates an expression, stopping at each yield; what it gave is the frame's value.</summary>
    public static IEnumerable<JsValue> Evaluate(Frame frame, ExpressionNode expression)
    {
        var memory = new Memory();
        while (true)
        {
            if (TryEvaluate(frame, memory, expression) is not { } signal)
                yield break;

            frame.Run.Step(ResumeCost);
            if (signal.Node.GivesAll)
            {
                foreach (var given in Iteration.Of(frame.Run, signal.Given))
                    yield return given;
                memory.Add(signal.Node, JsValue.Undefined);
                continue;
            }

            yield return signal.Given;
            if (frame.Thrown is { } thrown)
            {
                frame.Thrown = null;
                throw new JsThrow(thrown, signal.Node.At);
            }

            memory.Add(signal.Node, frame.Sent);
        }
    }

    /// <summary>What it gives next; not true where it has ended, with what it returned.</summary>
    public bool MoveNext(Run run, JsValue sent, out JsValue given)
    {
        if (_isRunning)
            throw run.TypeError("Generator is already running");

        given = JsValue.Undefined;
        if (_isDone)
            return false;

        _isRunning = true;
        run.EnterCall(_levels);
        try
        {
            _frame.Sent = sent;
            if (_steps.MoveNext())
            {
                given = _steps.Current;
                return true;
            }

            _isDone = true;
            given = _frame.Ended == Completion.Return ? _frame.Value : JsValue.Undefined;
            return false;
        }
        catch (JsThrow)
        {
            _isDone = true;
            throw;
        }
        finally
        {
            run.LeaveCall(_levels);
            _isRunning = false;
        }
    }

    /// <summary>Throws at the yield where it stands.</summary>
    public bool Throw(Run run, JsValue thrown, out JsValue given)
    {
        if (_isDone)
            throw new JsThrow(thrown, run.At);

        _frame.Thrown = thrown;
        return MoveNext(run, JsValue.Undefined, out given);
    }

    /// <summary>Ends it where it stands.</summary>
    public void Finish() => _isDone = true;

    private static YieldSignal? TryEvaluate(Frame frame, Memory memory, ExpressionNode expression)
    {
        frame.Memory = memory;
        try
        {
            frame.Value = expression.Evaluate(frame);
            return null;
        }
        catch (YieldSignal signal)
        {
            return signal;
        }
        finally
        {
            frame.Memory = null;
        }
    }
}
