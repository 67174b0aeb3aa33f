using Orchestrator.Core.Sagas;
using Orchestrator.TestKit;
using Orchestrator.Tests.Simulation.Definitions;

namespace Orchestrator.Tests.Simulation.Audit;

/// <summary>
/// What the journal's rows tell of one activation: put together here, row by row, as they become durable.
/// </summary>
internal sealed class Chronicle
{
    public Chronicle(long id, ActivationAccepted accepted)
    {
        Id = id;
        Order = accepted.Order;
        Definition = Book.Find(accepted.Workflow).Definition;
        State = new SagaState(id, Book.PlanOf(accepted));
    }

    public long Id { get; }

    public string Name => ActivationId.ToText(Id);

    public ActivationOrder Order { get; }

    public MadeUpDefinition Definition { get; }

    /// <summary>The fold of the rows so far, made from their bytes.</summary>
    public SagaState State { get; }

    public int RowsSeen { get; set; }

    /// <summary>Steps that are done and not undone, with the number of their completion.</summary>
    public List<DoneStep> Done { get; } = [];

    public int Completions { get; set; }

    /// <summary>What the definition's author wrote of a step; null for what starts another workflow.</summary>
    public StepFacts? Facts(string step) => Definition.Steps.GetValueOrDefault(Rows.ActivityOf(step));
}

/// <param name="Step">The step's id.</param>
/// <param name="Number">1 for the first to be completed.</param>
/// <param name="CanBeUndone">Whether anything undoes it.</param>
/// <param name="IsHardPoint">Whether nothing up to it is undone any more.</param>
internal sealed record DoneStep(string Step, int Number, bool CanBeUndone, bool IsHardPoint);
