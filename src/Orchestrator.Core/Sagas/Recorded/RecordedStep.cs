using Orchestrator.Core.Values;

namespace Orchestrator.Core.Sagas.Recorded;

/// <summary>
/// A step of some activation of a service that is done, and not undone since: what its journal says that it did, and
/// what undoes it as was agreed then.
/// </summary>
/// <param name="Activation">The activation.</param>
/// <param name="Step">The step's id there, with the items of the loops around it.</param>
/// <param name="Adapter">The instance that was called.</param>
/// <param name="Operation">Its operation.</param>
public sealed record RecordedStep(long Activation, string Step, string Adapter, string Operation)
{
    public Value Input { get; init; } = Value.EmptyObject;

    public Value Output { get; init; }

    /// <summary>The lane that it was done in, or null.</summary>
    public string? Lane { get; init; }

    /// <summary>The operation that undoes it, pinned when it was done; null where nothing does.</summary>
    public string? Undo { get; init; }

    /// <summary>What that operation gets.</summary>
    public Value UndoInput { get; init; } = Value.EmptyObject;

    /// <summary>What the service holds that this step made.</summary>
    public IReadOnlyList<LedgerEntry> Made { get; init; } = [];

    /// <summary>What the service holds that this step altered, and another one made.</summary>
    public IReadOnlyList<LedgerEntry> Altered { get; init; } = [];

    /// <summary>Whether it made nothing that is held, and altered nothing: a mail that was sent.</summary>
    public bool IsPassing { get; init; }

    /// <summary>Whether it has not been done: it is what a plan says, and what it gives is not known.</summary>
    public bool IsPlanned { get; init; }

    /// <summary>Idempotency key of the call.</summary>
    public string Key => KeyOf(Activation, Step);

    /// <summary>The step's id without the items of loops and without the number of a repetition.</summary>
    public string Activity => ActivityOf(Step);

    /// <inheritdoc cref="Activity"/>
    public static string ActivityOf(string step) =>
        step.AsSpan().IndexOfAny('[', '#') is >= 0 and var end ? step[..end] : step;

    /// <summary>Idempotency key of a step's own call.</summary>
    public static string KeyOf(long activation, string step) => $"{ActivationId.ToText(activation)}/{step}/do";

    internal static RecordedStep Of(SagaState state, StepRecord step) =>
        new(state.Id, step.Id, step.Activity.Adapter, step.Activity.Operation)
        {
            Input = step.Input,
            Output = step.Output,
            Lane = step.Lane,
            Undo = RollbackRules.IsInputOfUndoKnown(step) ? step.Compensation : null,
            UndoInput = RollbackRules.InputOfUndo(step),
            IsPassing = step.Resources.Count == 0,
        };

    /// <summary>The same with another input and output.</summary>
    internal RecordedStep With(Func<Value, Value> change) => this with { Input = change(Input), Output = change(Output) };
}
