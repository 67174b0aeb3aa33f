using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Syntax;
using Orchestrator.Core.Expressions.JavaScript.Values;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Core.Expressions.JavaScript.Host;

/// <summary>What a program finds of the activation during one run: variables, inputs, outputs and facts.</summary>
internal sealed class HostState(Run run)
{
    private Dictionary<string, GivenVariable>? _given;
    private HostVariables? _variables;

    /// <param name="Variable">The variable.</param>
    /// <param name="Before">Its value when it was given.</param>
    /// <param name="Given">The object or array that the program has of it.</param>
    private readonly record struct GivenVariable(VariableDeclaration Variable, Value Before, JsValue Given);

    /// <summary>What the scope threw: it comes out of the run as it was.</summary>
    public Exception? Thrown { get; private set; }

    public ScopeFacts Facts => Ask(0, static (scope, _) => scope.Facts);

    public Value LastResult => Ask(0, static (scope, _) => scope.LastResult);

    /// <summary>Names that are neither the program's nor the language's.</summary>
    public bool TryGlobal(string name, out JsValue value)
    {
        value = default;
        switch (name)
        {
            case "variables":
                value = _variables ??= new HostVariables(run);
                return true;
            case "globalThis":
                value = run.GlobalThis;
                return true;
        }

        if (AccessorNames.Written(name) is { } written && Knows(written))
        {
            value = new NativeFunction(name, 1, (_, _, given) => Set(written, given.At(0)));
            return true;
        }

        if (AccessorNames.Read(name) is not { } accessed || !TryRead(accessed, out _))
            return false;

        value = new NativeFunction(name, 0, (_, _, _) => TryRead(accessed, out var found) ? found : default);
        return true;
    }

    /// <summary>The X of getX(): a variable, or else an input, or else getOutputFromActivity's output.</summary>
    public bool TryRead(string accessed, out JsValue value)
    {
        if (Find(accessed) is { } variable)
        {
            value = Read(variable);
            return true;
        }

        var (isKnown, found) = Ask(accessed, static (scope, name) =>
            (ScopeReading.TryAccess(scope, name, out var given), given));
        value = found is { } its ? Giving.ToJs(run, its) : JsValue.Undefined;
        return isKnown;
    }

    public bool Knows(string name) => Find(name) is not null;

    /// <summary>Undefined where there is no such variable.</summary>
    public JsValue Get(string name) => Find(name) is { } variable ? Read(variable) : JsValue.Undefined;

    public JsValue Set(string name, JsValue value)
    {
        if (Find(name) is not { } variable)
            throw run.ReferenceError($"There is no variable '{name}' here");

        var given = Giving.ToValue(run, value);
        Do(scope => scope.Set(variable, given));
        _given?.Remove(variable.Id);
        return JsValue.Undefined;
    }

    public List<string> VariableNames()
    {
        var names = Ask(0, static (scope, _) => scope.Variables.Select(variable => variable.Name).Distinct().ToList());
        run.Step(names.Count);
        return names;
    }

    public JsValue Input(string name)
    {
        var (found, value) = Ask(name, static (scope, asked) => (scope.TryGetInput(asked, out var value), value));
        return found ? Giving.ToJs(run, value) : JsValue.Undefined;
    }

    public JsValue Output(string activity, string? name)
    {
        var output = Ask((activity, name), static (scope, asked) =>
            ScopeReading.Output(scope, asked.activity, asked.name));
        if (output is { } given)
            return Giving.ToJs(run, given);

        return Ask(activity, static (scope, asked) => scope.HasActivity(asked))
            ? JsValue.Undefined
            : throw run.ReferenceError($"There is no activity '{activity}'");
    }

    /// <summary>Does something with the scope; what it throws comes out of the run as it was.</summary>
    public void Do(Action<IScope> action) => Ask(action, static (scope, asked) =>
    {
        asked(scope);
        return 0;
    });

    public Guid NewId() => Ask(0, static (scope, _) => scope.NewId());

    /// <summary>Objects and arrays of variables that the program has changed in place are set.</summary>
    public void WriteBack()
    {
        if (_given is null)
            return;

        foreach (var (variable, before, given) in _given.Values.ToArray())
        {
            if (given.Object is JsArray { UntouchedItems: not null } or { Untouched: not null })
                continue;

            var after = Giving.ToValue(run, given);
            if (after != before)
                Do(scope => scope.Set(variable, after));
        }
    }

    private VariableDeclaration? Find(string name)
    {
        run.Step(1);
        return Ask(name, static (scope, asked) => ScopeReading.FindVariable(scope, asked));
    }

    private JsValue Read(VariableDeclaration variable)
    {
        if (_given?.TryGetValue(variable.Id, out var already) == true)
            return already.Given;

        var value = Ask(variable, static (scope, asked) => scope.Get(asked));
        var given = Giving.ToJs(run, value, variable.Type);
        if (given.Object is not null and not JsDate)
            (_given ??= new(StringComparer.Ordinal))[variable.Id] = new(variable, value, given);
        return given;
    }

    private T Ask<TAsked, T>(TAsked asked, Func<IScope, TAsked, T> ask)
    {
        try
        {
            return ask(run.Scope, asked);
        }
        catch (Exception wrong)
        {
            Thrown = wrong;
            throw;
        }
    }
}
