namespace Orchestrator.Engine.Analysis;

/// <summary>One analysis under way: takes what histories tell, one activation at a time, and becomes a table.</summary>
internal abstract class Tabulation
{
    public abstract void Add(HistoryFacts facts);

    public abstract AnalysisTable Table(int rowsMax);

    public static Tabulation Of(AnalysisQuery query) => query.Kind switch
    {
        AnalysisKind.Failures => new FailureTabulation(query),
        AnalysisKind.Durations => new DurationTabulation(query),
        AnalysisKind.Rollbacks => new RollbackTabulation(query),
        _ => new PromiseTabulation(query),
    };
}

/// <summary>The same, for groups of a kind.</summary>
internal abstract class Tabulation<TGroup>(AnalysisQuery query) : Tabulation
    where TGroup : Group, new()
{
    protected Groups<TGroup> Groups { get; } = new(query.By);

    /// <summary>What is counted of each group, beside activations, weeks and examples.</summary>
    protected abstract IReadOnlyList<(AnalysisColumn Column, Func<TGroup, AnalysisCell> Cell)> Measures { get; }

    /// <summary>Greater ones come first.</summary>
    protected abstract long Weight(TGroup group);

    protected bool IsAskedFor(StepTraits step) => query.Adapter is null || query.Adapter == step.Adapter;

    public override AnalysisTable Table(int rowsMax)
    {
        var groups = Sorted();
        var weeks = WeeksOf(groups);
        List<AnalysisColumn> columns =
        [
            .. query.By.Select(one => new AnalysisColumn(Dimensions.NameOf(one), ColumnKind.Text)),
            .. Measures.Select(measure => measure.Column),
            new("activations", ColumnKind.Count),
        ];
        if (!Groups.AreByWeek)
            columns.Add(new("weekly", ColumnKind.Weekly));
        columns.Add(new("examples", ColumnKind.Activations));
        return new AnalysisTable(
            columns, [.. groups.Take(rowsMax).Select(group => Row(group, weeks))], [.. weeks.Select(IsoWeek.Name)])
        {
            RowsLeftOut = Math.Max(0, groups.Count - rowsMax),
        };
    }

    protected static (AnalysisColumn Column, Func<TGroup, AnalysisCell> Cell) Count(
        string name, Func<TGroup, long> count) =>
        (new(name, ColumnKind.Count), group => new AnalysisCell.Count(count(group)));

    protected static (AnalysisColumn Column, Func<TGroup, AnalysisCell> Cell) Duration(
        string name, Func<TGroup, Percentiles> of, double share) =>
        (new(name, ColumnKind.Duration),
            group => of(group).Count == 0 ? AnalysisCell.None : new AnalysisCell.Duration(of(group).At(share)));

    /// <summary>In the order of the groups' values where weeks are among them, so that a week follows a week.</summary>
    private List<TGroup> Sorted()
    {
        var groups = Groups.All.ToList();
        groups.Sort((one, other) =>
        {
            var weight = Groups.AreByWeek ? 0 : Weight(other).CompareTo(Weight(one));
            for (var index = 0; weight == 0 && index < one.Values.Count; index++)
                weight = string.CompareOrdinal(one.Values[index], other.Values[index]);
            return weight;
        });
        return groups;
    }

    /// <summary>All weeks from the first to the last in which anything happened; the last year's, where there are more.
    /// </summary>
    private List<int> WeeksOf(List<TGroup> groups)
    {
        const int WeeksMax = 53;
        if (Groups.AreByWeek || groups.Count == 0)
            return [];

        var last = groups.Max(static group => group.Weeks.Keys.Max());
        var first = Math.Max(groups.Min(static group => group.Weeks.Keys.Min()), last - WeeksMax + 1);
        return [.. Enumerable.Range(first, last - first + 1)];
    }

    private AnalysisCell[] Row(TGroup group, List<int> weeks)
    {
        List<AnalysisCell> row =
        [
            .. group.Values.Select(value => new AnalysisCell.Text(value)),
            .. Measures.Select(measure => measure.Cell(group)),
            new AnalysisCell.Count(group.Activations),
        ];
        if (!Groups.AreByWeek)
            row.Add(new AnalysisCell.Weekly([.. weeks.Select(week => group.Weeks.GetValueOrDefault(week))]));
        row.Add(new AnalysisCell.Activations(group.Examples));
        return [.. row];
    }
}
