using System.Text;
using Jint.Native;
using Jint.Runtime;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;
using JintEngine = Jint.Engine;

namespace Orchestrator.Engine.Expressions;

/// <summary>
/// What programs find of the activation: variables, inputs, outputs and facts; for one run at a time.
/// </summary>
internal sealed class HostFunctions(JintEngine engine, Guard guard, JsValues values)
{
    private readonly Dictionary<string, (VariableDeclaration Variable, Value Before, JsValue Given)> _given = new(StringComparer.Ordinal);
    private GuardedFunctions _around = null!;
    private IScope _scope = null!;
    private bool _mayChangeObjects;

    /// <summary>What the scope threw during this run.</summary>
    public Exception? Thrown { get; private set; }

    public bool IsRunning => _scope is not null;

    public void Define(GuardedFunctions around)
    {
        _around = around;
        Set("getVariable", arguments => Get(TextOf(arguments)));
        Set("setVariable", arguments => SetVariable(TextOf(arguments), arguments.ElementAtOrDefault(1)));
        Set("getInput", arguments => Read(() => ScopeReading.Input(_scope, TextOf(arguments))));
        Set("getOutputFrom", arguments => Read(() => ScopeReading.Output(
            _scope, TextOf(arguments), arguments.Length > 1 ? TypeConverter.ToString(arguments[1]) : null)));
        Set("getLastResult", _ => Read(() => _scope.LastResult));
        Set("getWorkflowDefinitionId", _ => Read(() => (Value)_scope.Facts.DefinitionId));
        Set("getWorkflowDefinitionVersion", _ => Read(() => (Value)_scope.Facts.Version));
        Set("getWorkflowDefinitionVersionId", _ => Read(() => (Value)$"{_scope.Facts.DefinitionId}/versions/{_scope.Facts.Version}"));
        Set("getWorkflowInstanceId", _ => Read(() => (Value)_scope.Facts.Activation));
        Set("isNullOrEmpty", arguments => Truth(IsNothing(arguments) || TextOf(arguments).Length == 0));
        Set("isNullOrWhiteSpace", arguments => Truth(IsNothing(arguments) || string.IsNullOrWhiteSpace(TextOf(arguments))));
        Set("parseGuid", arguments => Guid.TryParse(TextOf(arguments), out var guid) ? new JsValue(guid.ToString()) : JsValue.Null);
        Set("stringToBase64", arguments => new JsValue(Convert.ToBase64String(Encoding.UTF8.GetBytes(TextOf(arguments)))));
        Set("stringFromBase64", arguments => new JsValue(FromBase64(TextOf(arguments))));
        around.Set(engine.Global, "variables", new JsValue(new VariablesObject(engine, this)));
    }

    public void Begin(IScope scope, UsedNames names)
    {
        _scope = scope;
        _mayChangeObjects = names.MayChangeObjects;
        Thrown = null;
        _given.Clear();
        foreach (var accessor in names.Accessors)
            DefineAccessor(accessor, accessor[3..]);
    }

    public void End()
    {
        _scope = null!;
        _given.Clear();
    }

    /// <summary>Objects and arrays of variables that the program has changed in place are set.</summary>
    public void WriteBack()
    {
        if (!_mayChangeObjects)
            return;

        foreach (var (variable, before, given) in _given.Values.ToList())
        {
            var after = values.ToValue(given);
            if (after != before)
                Guarded(() => _scope.Set(variable, after));
        }
    }

    public IEnumerable<string> VariableNames() =>
        Guarded(() => _scope.Variables.Select(variable => variable.Name).Distinct().ToList());

    public bool Knows(string name) => Guarded(() => ScopeReading.FindVariable(_scope, name)) is not null;

    /// <summary>Undefined where there is no such variable.</summary>
    public JsValue Get(string name)
    {
        if (Guarded(() => ScopeReading.FindVariable(_scope, name)) is not { } variable)
            return JsValue.Undefined;
        if (_given.TryGetValue(variable.Id, out var given))
            return given.Given;

        var value = Guarded(() => _scope.Get(variable));
        var made = values.ToJs(value);
        if (made.IsObject())
            _given[variable.Id] = (variable, value, made);
        return made;
    }

    public JsValue SetVariable(string name, JsValue? value)
    {
        if (Guarded(() => ScopeReading.FindVariable(_scope, name)) is not { } variable)
            throw new JavaScriptException(engine.ReferenceError, $"There is no variable '{name}' here");

        var result = values.ToValue(value ?? JsValue.Undefined);
        Guarded(() => _scope.Set(variable, result));
        _given.Remove(variable.Id);
        return JsValue.Undefined;
    }

    private void DefineAccessor(string function, string accessed)
    {
        if (function[0] == 's')
        {
            if (Knows(accessed))
                _around.Set(
                    engine.Global, function, (_, arguments) => SetVariable(accessed, arguments.ElementAtOrDefault(0)));
        }
        else if (Knows(accessed))
        {
            _around.Set(engine.Global, function, (_, _) => Get(accessed));
        }
        else if (Guarded(() => ScopeReading.TryAccess(_scope, accessed, out _)))
        {
            _around.Set(engine.Global, function, (_, _) => Read(() => ScopeReading.TryAccess(_scope, accessed, out var found) ? found : Js.Undefined));
        }
    }

    private void Set(string name, Func<JsValue[], JsValue> function) =>
        _around.Set(engine.Global, name, (_, arguments) => function(arguments));

    private JsValue Read(Func<Js> read) => values.ToJs(Guarded(read));

    /// <summary>What the scope throws is remembered: it goes through the engine, and comes out as it was.</summary>
    private T Guarded<T>(Func<T> access)
    {
        try
        {
            return access();
        }
        catch (Exception thrown)
        {
            Thrown = thrown;
            throw;
        }
    }

    private void Guarded(Action access) => Guarded(() =>
    {
        access();
        return 0;
    });

    private string TextOf(JsValue[] arguments)
    {
        var text = TypeConverter.ToString(arguments.ElementAtOrDefault(0) ?? JsValue.Undefined);
        guard.CheckText(text.Length);
        return text;
    }

    private static bool IsNothing(JsValue[] arguments) =>
        arguments is not [var first, ..] || first.IsUndefined() || first.IsNull();

    private static JsValue Truth(bool value) => value ? JsValue.True : JsValue.False;

    private string FromBase64(string text)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(text));
        }
        catch (FormatException)
        {
            throw _around.Error("The text is no base64");
        }
    }
}
