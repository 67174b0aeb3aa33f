namespace Orchestrator.Engine.Analysis;

/// <summary>A group of things that happened, and what all analyses tell of one.</summary>
internal class Group
{
    private const int ExamplesMax = 3;

    private readonly List<long> _examples = new(ExamplesMax + 1);
    private long _last = -1;

    public IReadOnlyList<string> Values { get; set; } = [];

    public long Activations { get; private set; }

    public Dictionary<int, long> Weeks { get; } = [];

    /// <summary>The latest activations, the latest first: the same whatever the order in which they came.</summary>
    public IReadOnlyList<long> Examples => _examples;

    /// <summary>Something happened in an activation; all that happened in it comes together.</summary>
    public void Note(long activation, int week)
    {
        Weeks[week] = Weeks.GetValueOrDefault(week) + 1;
        if (_last == activation)
            return;

        _last = activation;
        Activations++;
        var place = _examples.FindIndex(one => one < activation);
        _examples.Insert(place < 0 ? _examples.Count : place, activation);
        if (_examples.Count > ExamplesMax)
            _examples.RemoveAt(ExamplesMax);
    }
}

/// <summary>Groups by the values that are asked for.</summary>
internal sealed class Groups<TGroup>(IReadOnlyList<Dimension> by)
    where TGroup : Group, new()
{
    /// <summary>More is no table, and would fill the memory.</summary>
    public const int CountMax = 100_000;

    private const char Between = '\u001f';

    private readonly Dictionary<string, TGroup> _groups = new(StringComparer.Ordinal);
    private readonly string[] _values = new string[by.Count];

    public ICollection<TGroup> All => _groups.Values;

    public IReadOnlyList<Dimension> By => by;

    public bool AreByWeek { get; } = by.Contains(Dimension.Week);

    /// <exception cref="AnalysisTooLargeException">There are too many.</exception>
    public TGroup Of(ActivationTraits traits, StepTraits step, int week, Func<Dimension, string>? more = null)
    {
        for (var index = 0; index < _values.Length; index++)
            _values[index] = ValueOf(by[index], traits, step, week) ?? more?.Invoke(by[index]) ?? "";
        var key = string.Join(Between, _values);
        if (_groups.TryGetValue(key, out var group))
            return group;
        if (_groups.Count == CountMax)
            throw new AnalysisTooLargeException(
                $"There are more than {CountMax} groups. Group by less, or ask for a shorter span.");

        group = new TGroup { Values = [.. _values] };
        _groups.Add(key, group);
        return group;
    }

    private static string? ValueOf(Dimension dimension, ActivationTraits traits, StepTraits step, int week) =>
        dimension switch
        {
            Dimension.Step => step.Step,
            Dimension.Adapter => step.Adapter,
            Dimension.Operation => step.Operation,
            Dimension.Product => traits.Product,
            Dimension.Workflow => traits.Workflow,
            Dimension.Week => IsoWeek.Name(week),
            Dimension.Channel => Words.Of(traits.Channel),
            Dimension.Action => Words.Of(traits.Action),
            _ => null,
        };
}
