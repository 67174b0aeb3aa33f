namespace Orchestrator.Engine.Analysis;

/// <summary>How long steps took that succeeded.</summary>
internal sealed class DurationTabulation(AnalysisQuery query) : Tabulation<DurationTabulation.Took>(query)
{
    private const double Median = 0.5;
    private const double Most = 0.95;

    protected override IReadOnlyList<(AnalysisColumn Column, Func<Took, AnalysisCell> Cell)> Measures { get; } =
    [
        Count("steps", static group => group.Total.Count),
        Duration("total_median", static group => group.Total, Median),
        Duration("total_p95", static group => group.Total, Most),
        Duration("working_median", static group => group.Working, Median),
        Duration("working_p95", static group => group.Working, Most),
        Duration("waiting_median", static group => group.Waiting, Median),
        Duration("waiting_p95", static group => group.Waiting, Most),
        (new("precision", ColumnKind.Text),
            static group => new AnalysisCell.Text(group.Total.IsExact ? "exact" : "1%")),
    ];

    public override void Add(HistoryFacts facts)
    {
        foreach (var step in facts.Steps)
        {
            if (!IsAskedFor(step.Step))
                continue;

            var week = IsoWeek.NumberOf(step.Time);
            var group = Groups.Of(facts.Traits, step.Step, week);
            group.Total.Add(step.Total);
            group.Working.Add(step.Working);
            group.Waiting.Add(step.Waiting);
            group.Note(facts.Traits.Activation, week);
        }
    }

    protected override long Weight(Took group) => group.Total.At(Most).Ticks;

    internal sealed class Took : Group
    {
        public Percentiles Total { get; } = new();

        public Percentiles Working { get; } = new();

        public Percentiles Waiting { get; } = new();
    }
}
