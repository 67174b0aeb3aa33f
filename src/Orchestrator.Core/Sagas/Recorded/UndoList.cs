namespace Orchestrator.Core.Sagas.Recorded;

/// <summary>A call that undoes what a step did.</summary>
/// <param name="Of">The step.</param>
/// <param name="Undoes">
/// Its key; null where what it made was altered since by a step that nothing undoes: then what is there now is ended as
/// it is, whoever altered it.
/// </param>
public sealed record UndoCall(RecordedStep Of, string? Undoes);

/// <summary>The calls that give back what a service holds, and what no call gives back.</summary>
/// <param name="Calls">Those that were done last come first.</param>
/// <param name="Left">What nothing undoes: it stays.</param>
public sealed record UndoList(IReadOnlyList<UndoCall> Calls, IReadOnlyList<LedgerEntry> Left)
{
    /// <summary>Of everything.</summary>
    public static UndoList Of(ServiceRecord record)
    {
        var all = Of(record, record.Steps.Where(step => step.Made.Count > 0));
        return new(
            [
                // As where an activation is undone: first what may have been done.
                .. record.InDoubt.Where(step => step.Undo is not null).Reverse().Select(step => new UndoCall(step, step.Key)),
                .. all.Calls,
            ],
            [
                .. record.InDoubt.Where(step => step.Undo is null).SelectMany(step => step.Made),
                .. all.Left,
                .. record.Unexplained,
            ]);
    }

    /// <summary>Of what some steps made: with what altered that since, which is put back first.</summary>
    public static UndoList Of(ServiceRecord record, IEnumerable<RecordedStep> makers)
    {
        var undone = makers.Where(step => step.Undo is not null).ToHashSet();
        var left = makers.Where(step => step.Undo is null).SelectMany(step => step.Made);
        var things = undone.SelectMany(step => step.Made).ToHashSet();
        var altered = record.Steps.Where(step => step.Altered.Any(things.Contains)).ToArray();
        var forGood = altered.Where(step => step.Undo is null).SelectMany(step => step.Altered).ToHashSet();
        return new(
            [
                .. record.Steps.Reverse()
                    .Where(step => undone.Contains(step) || (step.Undo is not null && altered.Contains(step)))
                    .Where(step => undone.Contains(step) || !step.Altered.Any(forGood.Contains))
                    .Select(step => new UndoCall(step, step.Made.Any(forGood.Contains) ? null : step.Key)),
            ],
            [.. left]);
    }
}
