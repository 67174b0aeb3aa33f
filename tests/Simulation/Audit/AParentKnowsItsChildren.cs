using Orchestrator.Core.Sagas;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.Simulation.Audit;

/// <summary>A step that starts a workflow has the child that the journal tells of, and goes on when that child has
/// ended.
/// </summary>
internal sealed class AParentKnowsItsChildren : Checker
{
    private readonly HashSet<(long Child, ActivationState State)> _were = [];

    public override void Folded(Chronicle it, MemoryDatabase.Activation rows)
    {
        if (it.Order.Parent is not null)
            _were.Add((it.Id, it.State.State));
    }

    public override void Durable(Chronicle it, SagaEvent happened)
    {
        if (it.Order.Parent is not null)
            _were.Add((it.Id, it.State.State));
        switch (happened)
        {
            case ActivationAccepted { Order.Parent: { } parent }
                when World.Auditor.Find(parent.Activation)?.State.FindStep(parent.Step) is not ChildStep:
                Fail($"{it.Name} has a parent that knows nothing of it");
                break;
            case ChildStarted started when World.Auditor.Find(started.Activation)?.Order.Parent?.Step != started.Step:
                Fail($"{it.Name}: step '{started.Step}' has started {ActivationId.ToText(started.Activation)}, which "
                    + "is not there");
                break;
            case ChildEnded ended
                when it.State.FindStep(ended.Step) is ChildStep step && !_were.Contains((step.Child, ended.State)):
                Fail($"{it.Name}: the child of step '{ended.Step}' counts as {ended.State}, and never was");
                break;
            case StepSucceeded done when it.State.FindStep(done.Step) is ChildStep step
                && step.Input["waitForCompletion"].AsBoolean
                && !_were.Contains((step.Child, ActivationState.Completed)):
                Fail($"{it.Name}: step '{done.Step}' went on before its child was completed");
                break;
        }
    }
}
