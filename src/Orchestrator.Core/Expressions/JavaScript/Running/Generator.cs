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
    private bool _hasBegun;
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
                foreach (var given in All(frame, memory, signal))
                    yield return given;
                continue;
            }

            yield return signal.Given;
            LeaveIfTold(frame, signal);
            memory.Add(signal.Node, frame.Sent);
        }
    }

    /// <summary>What another one gives; a generator is told what this one is told, and what it returns is the value.
    /// </summary>
    private static IEnumerable<JsValue> All(Frame frame, Memory memory, YieldSignal signal)
    {
        if (signal.Given.Object is not Generator inner)
        {
            foreach (var given in Iteration.Of(frame.Run, signal.Given))
            {
                yield return given;
                LeaveIfTold(frame, signal);
            }

            memory.Add(signal.Node, JsValue.Undefined);
            yield break;
        }

        frame.Sent = JsValue.Undefined;
        while (Pass(frame, inner, out var given))
            yield return given;
        memory.Add(signal.Node, frame.Sent);
    }

    private static bool Pass(Frame frame, Generator inner, out JsValue given)
    {
        var (thrown, returned) = (frame.Thrown, frame.Returned);
        (frame.Thrown, frame.Returned) = (null, null);
        var isMore = thrown is { } wrong ? inner.Throw(frame.Run, wrong, out given)
            : returned is { } last ? inner.Return(frame.Run, last, out given)
            : inner.MoveNext(frame.Run, frame.Sent, out given);
        if (!isMore && returned is not null)
            throw new ReturnSignal(given);

        frame.Sent = isMore ? frame.Sent : given;
        return isMore;
    }

    private static void LeaveIfTold(Frame frame, YieldSignal signal)
    {
        var (thrown, returned) = (frame.Thrown, frame.Returned);
        (frame.Thrown, frame.Returned) = (null, null);
        if (thrown is { } wrong)
            throw new JsThrow(wrong, signal.Node.At);
        if (returned is { } last)
            throw new ReturnSignal(last);
    }

    /// <summary>What it gives next; not true where it has ended, with what it returned.</summary>
    public bool MoveNext(Run run, JsValue sent, out JsValue given)
    {
        if (_isRunning)
            throw run.TypeError("Generator is already running");

        given = JsValue.Undefined;
        if (_isDone)
            return false;

        (_isRunning, _hasBegun) = (true, true);
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
        catch (ReturnSignal leaving)
        {
            _isDone = true;
            given = leaving.Value;
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

    /// <summary>Ends it where it stands, after what its finally blocks do; one of them may give something still.
    /// </summary>
    public bool Return(Run run, JsValue value, out JsValue given)
    {
        _isDone |= !_hasBegun;
        if (_isRunning || _isDone)
        {
            given = _isDone ? value : throw run.TypeError("Generator is already running");
            return false;
        }

        _frame.Returned = value;
        return MoveNext(run, JsValue.Undefined, out given);
    }

    /// <summary>Nobody wants more of it. Where the program has used up what it may use, nothing of it runs any more.
    /// </summary>
    public void Finish(Run run)
    {
        if (!run.IsOver && !_isRunning)
            Return(run, JsValue.Undefined, out _);
    }

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
