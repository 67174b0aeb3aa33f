namespace Orchestrator.Core.Expressions.Liquid;

/// <summary>One run of a template: what it has made so far, and how much it may still use.</summary>
internal sealed class Rendering
{
    private readonly LiquidLimits _limits;
    private readonly Dictionary<string, LiquidValue> _assigned = new(StringComparer.Ordinal);
    private readonly List<LoopNames> _loops = [];
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private int _steps;
    private long _characters;

    public Rendering(IScope scope, LiquidLimits limits)
    {
        (Scope, _limits) = (scope, limits);
        Output = NewText();
    }

    public IScope Scope { get; }

    /// <summary>Where outputs and texts go now.</summary>
    public BoundedText Output { get; set; }

    /// <summary>Where in the template it is, in characters; for messages.</summary>
    public int Offset { get; set; }

    public int TextMax => _limits.TextMax;

    public int ItemsMax => _limits.ItemsMax;

    /// <summary>The loop that runs now; null outside of loops.</summary>
    public LoopNames? Loop => _loops.Count > 0 ? _loops[^1] : null;

    /// <exception cref="LiquidFailure">It went past the limit.</exception>
    public void Step(int steps = 1)
    {
        _steps += steps;
        if (_steps > _limits.StepsMax)
            throw new LiquidFailure($"It took more than {_limits.StepsMax} steps.");
    }

    public BoundedText NewText() => new(_limits.TextMax, Charge);

    /// <summary>A list that was made; refused where it is too long.</summary>
    public LiquidValue NewList(IReadOnlyList<LiquidValue> items)
    {
        Step(items.Count);
        return items.Count <= ItemsMax
            ? LiquidValue.Of(items)
            : throw new LiquidFailure($"A list became longer than {ItemsMax} items.");
    }

    /// <summary>A text that was made; refused where it is too long.</summary>
    public LiquidValue NewText(string text)
    {
        if (text.Length > _limits.TextMax)
            throw new LiquidFailure($"A text became longer than {_limits.TextMax} characters.");

        Charge(text.Length);
        return LiquidValue.Of(text);
    }

    /// <summary>A name: of a loop, innermost first, or else assigned, or else one that every template finds.</summary>
    public LiquidValue Find(string name)
    {
        for (var index = _loops.Count - 1; index >= 0; index--)
        {
            if (_loops[index].Find(name) is { } found)
                return found;
        }

        return _assigned.TryGetValue(name, out var value) ? value : Globals.Find(name, Scope);
    }

    /// <summary>Assignments are the whole template's, also within loops.</summary>
    public void Assign(string name, LiquidValue value) => _assigned[name] = value;

    public void Enter(LoopNames loop) => _loops.Add(loop);

    public void Leave() => _loops.RemoveAt(_loops.Count - 1);

    /// <summary>A number of the run: of increment, decrement, cycle, and a loop that is continued.</summary>
    public int Count(string name) => _counts.GetValueOrDefault(name);

    public void SetCount(string name, int count) => _counts[name] = count;

    /// <summary>Characters that are read or made.</summary>
    public void Charge(int characters)
    {
        _characters += characters;
        if (_characters > _limits.TextsMax)
            throw new LiquidFailure($"It went through more than {_limits.TextsMax} characters of text.");
    }
}
