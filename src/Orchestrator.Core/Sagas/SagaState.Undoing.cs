namespace Orchestrator.Core.Sagas;

/// <summary>
/// What is to be undone next: found from the step that was completed last backwards, once, so that undoing very many
/// steps takes no longer for each of them.
/// </summary>
public sealed partial class SagaState
{
    private StepRecord? _lastCompleted;
    private StepRecord? _undoFrom;
    private List<StepRecord>? _unknown;

    /// <summary>
    /// While rolling back: the first of those that <see cref="RollbackRules.InOrderOfUndo"/> gives; null when there is
    /// none left.
    /// </summary>
    internal StepRecord? NextToUndo()
    {
        _unknown?.RemoveAll(step => step.State != StepState.Unknown);
        if (_unknown?.Where(step => step.Compensation is not null).MinBy(step => step.Frame) is { } unknown)
            return unknown;

        while (_undoFrom is { } step && !(step.State == StepState.Succeeded && step.Compensation is not null))
            _undoFrom = step.CompletedBefore;
        return _undoFrom?.CompletionNumber > KeepUpTo ? _undoFrom : null;
    }

    private void Complete(StepRecord step)
    {
        var isFirst = step.CompletionNumber == 0;
        step.CompletionNumber = ++CompletionNumber;
        if (!isFirst)
            return;

        step.CompletedBefore = _lastCompleted;
        _undoFrom = _lastCompleted = step;
    }
}
