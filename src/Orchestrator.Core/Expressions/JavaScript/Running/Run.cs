using System.Runtime.CompilerServices;
using Orchestrator.Core.Expressions.JavaScript.BuiltIns;
using Orchestrator.Core.Expressions.JavaScript.Host;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.Running;

/// <summary>One run of a program: its budgets, and what it leaves behind while it runs.</summary>
internal sealed class Run(ScriptLimits limits, IScope scope)
{
    /// <summary>
    /// Levels of the tree that may be open at once: each takes some two hundred bytes of the stack, so that all fit
    /// into half a megabyte.
    /// </summary>
    private const int LevelsMax = 1_800;

    private long _steps = limits.StepsMax;
    private long _bytes = limits.BytesMax;
    private double _matchMilliseconds = limits.MatchTimeMax.TotalMilliseconds;
    private int _levels;
    private int _calls;
    private Jobs? _jobs;
    private HostState? _host;

    public ScriptLimits Limits => limits;

    public IScope Scope => scope;

    public HostState Host => _host ??= new HostState(this);

    public HostState? HostIfUsed => _host;

    public Jobs Jobs => _jobs ??= new Jobs(this);

    public Jobs? JobsIfAny => _jobs;

    /// <summary>Arrays that are being put together to a text: one within itself is empty there.</summary>
    public HashSet<JsObject> Joining => field ??= new(ReferenceEqualityComparer.Instance);

    /// <summary>What the program assigned without declaring it.</summary>
    public Dictionary<string, JsValue>? Globals { get; set; }

    /// <summary>How many loops something that was thrown is just leaving.</summary>
    public int Throwing { get; set; }

    /// <summary>Where the program is, as an index into its text.</summary>
    public int At { get; set; }

    private Dictionary<string, JsSymbol>? _symbolsByName;
    private Dictionary<string, JsSymbol>? _symbols;

    /// <summary>A symbol like no other.</summary>
    public JsSymbol NewSymbol(string? description)
    {
        _symbols ??= new(StringComparer.Ordinal);
        Added(_symbols.Count + 1);
        var key = $"{JsSymbol.Prefix}{_symbols.Count}:{description}";
        return _symbols[key] = new JsSymbol(description, key);
    }

    /// <summary>The symbol that a member's name is; null where it is none that programs see.</summary>
    public JsSymbol? SymbolOf(string key) =>
        _symbols?.GetValueOrDefault(key)
            ?? JsSymbol.WellKnown.FirstOrDefault(known => known.Key == key)
            ?? _symbolsByName?.Values.FirstOrDefault(known => known.Key == key);

    /// <summary>The symbol of a name, the same each time.</summary>
    public JsValue SymbolFor(string name)
    {
        _symbolsByName ??= new(StringComparer.Ordinal);
        if (!_symbolsByName.TryGetValue(name, out var symbol))
        {
            Added(_symbolsByName.Count + 1);
            _symbolsByName[name] = symbol = new JsSymbol(name, $"{JsSymbol.Prefix}for:{name}");
        }

        return JsValue.From(symbol);
    }

    public JsValue GlobalThis => field.IsUndefined ? field = new GlobalObject(this) : field;

    /// <summary>Whether it has used up steps or memory: nothing of it runs any more.</summary>
    public bool IsOver => _steps < 0 || _bytes < 0;

    /// <exception cref="LimitException">There are none left.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step(int steps)
    {
        if ((_steps -= steps) < 0)
            StepsOver();
    }

    /// <exception cref="LimitException">There are none left.</exception>
    public void Allocate(long bytes)
    {
        if ((_bytes -= bytes) < 0)
            throw new LimitException($"It used more than {limits.BytesMax / (1024 * 1024)} MB of memory");
    }

    /// <summary>How much time a match gets that was tried so often; the first time costs nothing.</summary>
    /// <exception cref="LimitException">There is none left.</exception>
    public TimeSpan TakeMatchTime(int attempt)
    {
        var milliseconds = CompiledPattern.FirstTime.TotalMilliseconds * Math.Pow(4, attempt);
        if (attempt > 0)
        {
            milliseconds = Math.Min(milliseconds, _matchMilliseconds);
            _matchMilliseconds -= milliseconds;
        }

        return milliseconds > 0 ? TimeSpan.FromMilliseconds(milliseconds) : throw new LimitException(
            $"Its regular expressions took more than {limits.MatchTimeMax.TotalSeconds:0.##} s. "
            + "Write them without repetitions within repetitions");
    }

    public void CheckText(int length)
    {
        if ((uint)length > (uint)limits.TextMax)
            throw new LimitException($"A text has more than {limits.TextMax} characters");
    }

    public void CheckText(double length)
    {
        if (!(length <= limits.TextMax))
            throw new LimitException($"A text has more than {limits.TextMax} characters");
    }

    public void CheckItems(int count)
    {
        if ((uint)count > (uint)limits.ItemsMax)
            throw new LimitException($"An array or object has more than {limits.ItemsMax} items");
    }

    /// <summary>A member was added to an object that now has as many.</summary>
    public void Added(int count)
    {
        Allocate(56);
        CheckItems(count);
    }

    /// <summary>Goes deeper into the stack until the level is disposed of.</summary>
    public Level Enter(int levels)
    {
        if ((_levels += levels) > LevelsMax || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw new LimitException("It calls itself too deeply");
        return new(this, levels);
    }

    public void Leave(int levels) => _levels -= levels;

    public void EnterCall(int levels)
    {
        Step(2);
        if (++_calls > limits.CallsMax)
            throw new LimitException($"It calls itself more than {limits.CallsMax} levels deep");
        if ((_levels += levels) > LevelsMax || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw new LimitException($"It calls itself too deeply: {_calls} calls within each other");
    }

    public void LeaveCall(int levels)
    {
        _levels -= levels;
        _calls--;
    }

    /// <exception cref="JsThrow">What is called is no function.</exception>
    public JsValue Call(JsValue callee, JsValue self, params JsValue[] arguments) =>
        callee.Function is { } function
            ? function.Call(this, self, arguments)
            : throw TypeError($"{Describe(callee)} is not a function");

    /// <summary>A function that calls back.</summary>
    /// <exception cref="JsThrow">It is none.</exception>
    public JsFunction CheckFunction(JsValue value) =>
        value.Function ?? throw TypeError($"{Describe(value)} is not a function");

    public JsThrow TypeError(string message) => Error(Realm.TypeErrorPrototype, message);

    public JsThrow RangeError(string message) => Error(Realm.RangeErrorPrototype, message);

    public JsThrow SyntaxError(string message) => Error(Realm.SyntaxErrorPrototype, message);

    public JsThrow ReferenceError(string message) => Error(Realm.ReferenceErrorPrototype, message);

    public JsThrow UriError(string message) => Error(Realm.UriErrorPrototype, message);

    public JsThrow Error(JsObject prototype, string message) => new(JsError.Make(this, prototype, message), At);

    /// <summary>A value in a message: short.</summary>
    public static string Describe(JsValue value) => value.Type switch
    {
        JsType.Text => $"\"{(value.TextLength > 40 ? value.Text![..40] + "..." : value.Text)}\"",
        JsType.Number => NumberText.Of(value.Number),
        JsType.Boolean => value.Boolean ? "true" : "false",
        JsType.Null => "null",
        JsType.Object when value.Function is not null => "function",
        JsType.Object => $"[object {value.Object!.ClassName}]",
        JsType.Symbol => "symbol",
        JsType.BigInt => "bigint",
        _ => "undefined",
    };

    /// <summary>The transition's time, in milliseconds since 1970.</summary>
    /// <exception cref="JsThrow">There is none.</exception>
    public double Now() =>
        Host.Facts.Now is { } now
            ? now.ToUnixTimeMilliseconds()
            : throw TypeError("There is no clock here: what a script gives depends on what it is given");

    private void StepsOver() => throw new LimitException($"It ran more than {limits.StepsMax} steps");
}
