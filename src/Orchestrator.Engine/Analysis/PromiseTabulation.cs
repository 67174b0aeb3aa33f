namespace Orchestrator.Engine.Analysis;

/// <summary>Due times that were kept and missed; weeks are those of the due times.</summary>
internal sealed class PromiseTabulation(AnalysisQuery query) : Tabulation<PromiseTabulation.Promised>(query)
{
    protected override IReadOnlyList<(AnalysisColumn Column, Func<Promised, AnalysisCell> Cell)> Measures { get; } =
    [
        Count("promised", static group => group.Ends.Sum()),
        Count("kept", static group => Kept(group)),
        Count("missed", static group => Missed(group)),
        Count("given_up", static group => group.Ends[(int)PromiseEnd.GivenUp]),
        Count("open", static group => group.Ends[(int)PromiseEnd.Open]),
        (new("kept_share", ColumnKind.Share), static group => Kept(group) + Missed(group) == 0
            ? AnalysisCell.None
            : new AnalysisCell.Share((double)Kept(group) / (Kept(group) + Missed(group)))),
        Count("warned", static group => group.Warned),
        Count("missed_unwarned", static group => group.MissedUnwarned),
        Duration("late_median", static group => group.Late, 0.5),
        Duration("late_p95", static group => group.Late, 0.95),
    ];

    public override void Add(HistoryFacts facts)
    {
        if (facts.Promise is not { } promise)
            return;

        var week = IsoWeek.NumberOf(promise.Due);
        var group = Groups.Of(facts.Traits, new StepTraits("", "", ""), week);
        group.Ends[(int)promise.End]++;
        if (promise.Warned)
            group.Warned++;
        else if (promise.End == PromiseEnd.Missed)
            group.MissedUnwarned++;
        if (promise.Late is { } late)
            group.Late.Add(late);
        group.Note(facts.Traits.Activation, week);
    }

    protected override long Weight(Promised group) => (Missed(group) << 32) + group.Ends.Sum();

    private static long Kept(Promised group) => group.Ends[(int)PromiseEnd.Kept];

    private static long Missed(Promised group) => group.Ends[(int)PromiseEnd.Missed];

    internal sealed class Promised : Group
    {
        public long[] Ends { get; } = new long[4];

        public long Warned { get; set; }

        public long MissedUnwarned { get; set; }

        public Percentiles Late { get; } = new();
    }
}
