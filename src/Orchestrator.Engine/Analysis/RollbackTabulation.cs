namespace Orchestrator.Engine.Analysis;

/// <summary>What was rolled back, withdrawn or abandoned, and why.</summary>
internal sealed class RollbackTabulation(AnalysisQuery query) : Tabulation<RollbackTabulation.Turned>(query)
{
    protected override IReadOnlyList<(AnalysisColumn Column, Func<Turned, AnalysisCell> Cell)> Measures { get; } =
    [
        Count("count", static group => group.Ends.Sum()),
        Count("rolled_back", static group => group.Ends[(int)ReversalEnd.RolledBack]),
        Count("cancelled", static group => group.Ends[(int)ReversalEnd.Cancelled]),
        Count("abandoned", static group => group.Ends[(int)ReversalEnd.Abandoned]),
        Count("went_on", static group => group.Ends[(int)ReversalEnd.WentOn]),
        Count("open", static group => group.Ends[(int)ReversalEnd.Open]),
    ];

    public override void Add(HistoryFacts facts)
    {
        foreach (var reversal in facts.Reversals)
        {
            if (!IsAskedFor(reversal.Step))
                continue;

            var week = IsoWeek.NumberOf(reversal.Time);
            var group = Groups.Of(facts.Traits, reversal.Step, week, dimension => dimension switch
            {
                Dimension.Cause => Words.Of(reversal.Cause),
                Dimension.Code => reversal.Code,
                Dimension.Actor => reversal.Actor,
                _ => reversal.Reason,
            });
            group.Ends[(int)reversal.End]++;
            group.Note(facts.Traits.Activation, week);
        }
    }

    protected override long Weight(Turned group) => group.Ends.Sum();

    internal sealed class Turned : Group
    {
        public long[] Ends { get; } = new long[5];
    }
}
