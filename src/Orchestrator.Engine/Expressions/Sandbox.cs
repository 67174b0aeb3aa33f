using System.Runtime.ExceptionServices;
using Jint.Native.Object;
using Jint.Parser;
using Jint.Runtime;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Values;
using JintEngine = Jint.Engine;

namespace Orchestrator.Engine.Expressions;

/// <summary>One fenced-in engine; one run at a time.</summary>
internal sealed class Sandbox
{
    private readonly JintEngine _engine;
    private readonly Guard _guard;
    private readonly JsValues _values;
    private readonly HostFunctions _host;
    private readonly HashSet<string> _globals;

    public Sandbox(ScriptLimits limits)
    {
        _engine = new JintEngine(options => options
            .MaxStatements(limits.StatementsMax)
            .LimitRecursion(limits.RecursionMax)
            .LocalTimeZone(TimeZoneInfo.Utc)
            .Culture(System.Globalization.CultureInfo.InvariantCulture));
        _guard = new Guard(limits);
        _values = new JsValues(_engine, _guard);
        _host = new HostFunctions(_engine, _guard, _values);
        _guard.Begin();
        Fence.Build(_engine, _guard, _values, _host);
        _globals = [.. _engine.Global.GetOwnProperties().Select(property => property.Key)];
    }

    /// <exception cref="ExpressionFailedException">The script threw, or went past a limit.</exception>
    public Value Run(JintScript script, IScope scope)
    {
        _host.Begin(scope, script.Names);
        _guard.Begin();
        try
        {
            _engine.Execute(script.ProgramFor(this));
            var result = _values.ToValue(_engine.GetCompletionValue());
            _host.WriteBack();
            Clear();
            return result;
        }
        catch (Exception wrong)
        {
            // What the scope threw is not the script's failure, and passes as it came.
            if (_host.Thrown is { } thrown)
                ExceptionDispatchInfo.Throw(thrown);

            throw new ExpressionFailedException(Explain(wrong, script));
        }
        finally
        {
            _host.End();
        }
    }

    private string Explain(Exception wrong, JintScript script)
    {
        var place = (wrong as JavaScriptException)?.Location ?? _engine.GetLastSyntaxNode()?.Location;
        return $"{Text(wrong)}{Place(place, script.LinesBefore)}.";
    }

    private string Text(Exception wrong) => wrong switch
    {
        LimitException => wrong.Message,
        StatementsCountOverflowException => $"It ran more than {_guard.Limits.StatementsMax} statements",
        RecursionDepthOverflowException => $"It calls itself more than {_guard.Limits.RecursionMax} levels deep",
        System.Text.RegularExpressions.RegexMatchTimeoutException =>
            $"A regular expression took more than {_guard.Limits.MatchTimeMax.TotalSeconds:0.##} s. Write it without repetitions within repetitions",
        JavaScriptException it => Short(Thrown(it)),
        ExpressionFailedException => wrong.Message.TrimEnd('.'),
        _ => $"The engine cannot run it ({wrong.GetType().Name})",
    };

    private static string Thrown(JavaScriptException wrong)
    {
        if (!wrong.Error.IsObject())
            return wrong.Error.IsString() ? wrong.Error.AsString() : $"It threw {wrong.Error}";

        var error = wrong.Error.AsObject();
        var name = Plain(error, "name") ?? "Error";
        return (Plain(error, "message"), name) switch
        {
            ({ Length: > 0 } message, _) => $"{name}: {message}",
            (_, "TypeError") => "TypeError: what a member is read of is null or undefined, or what is called is no function",
            _ => name,
        };
    }

    /// <summary>A member's text; never by a getter, which would be the program running on.</summary>
    private static string? Plain(ObjectInstance error, string name) =>
        error.GetProperty(name) is { Get: null, Value: { } value } && value.IsString() ? value.AsString() : null;

    private static string Short(string text) => text.Length <= 1_000 ? text : $"{text[..1_000]}...";

    private static string Place(Location? place, int linesBefore) => place is null
        ? ""
        : $" (line {Math.Max(1, place.Start.Line - linesBefore)}, column {place.Start.Column + 1})";

    /// <summary>Takes away what the program declared.</summary>
    private void Clear()
    {
        foreach (var (name, _) in _engine.Global.GetOwnProperties().ToList())
        {
            if (!_globals.Contains(name))
                _engine.Global.RemoveOwnProperty(name);
        }

        Fence.ReleaseMessages(_engine);
    }
}
