namespace Orchestrator.Engine.Analysis;

/// <summary>What failed: attempts that were followed by another one apart from what failed for good.</summary>
internal sealed class FailureTabulation(AnalysisQuery query) : Tabulation<FailureTabulation.Failed>(query)
{
    protected override IReadOnlyList<(AnalysisColumn Column, Func<Failed, AnalysisCell> Cell)> Measures { get; } =
    [
        Count("failed", static group => group.Counts[(int)FailureKind.Final]),
        Count("undo_failed", static group => group.Counts[(int)FailureKind.UndoFinal]),
        Count("retried", static group => group.Counts[(int)FailureKind.Retried]),
        Count("unknown", static group => group.Counts[(int)FailureKind.Unknown]),
    ];

    public override void Add(HistoryFacts facts)
    {
        foreach (var failure in facts.Failures)
        {
            if (!IsAskedFor(failure.Step))
                continue;

            var week = IsoWeek.NumberOf(failure.Time);
            var group = Groups.Of(facts.Traits, failure.Step, week, _ => failure.Code);
            group.Counts[(int)failure.Kind]++;
            group.Note(facts.Traits.Activation, week);
        }
    }

    /// <summary>What failed for good weighs more than any number of attempts.</summary>
    protected override long Weight(Failed group) =>
        ((group.Counts[(int)FailureKind.Final] + group.Counts[(int)FailureKind.UndoFinal]) << 32)
        + group.Counts[(int)FailureKind.Retried] + group.Counts[(int)FailureKind.Unknown];

    internal sealed class Failed : Group
    {
        public long[] Counts { get; } = new long[4];
    }
}
