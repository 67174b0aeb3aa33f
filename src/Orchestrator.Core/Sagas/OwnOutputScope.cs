using Orchestrator.Core.Activities;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Core.Sagas;

/// <summary>A scope in which an activity's output is there a moment before its event is.</summary>
internal sealed class OwnOutputScope(IScope inner, WorkflowPlan plan, Activity activity, Value output) : IScope
{
    public ScopeFacts Facts => inner.Facts;

    public Members Inputs => inner.Inputs;

    public Value LastResult => output;

    public IEnumerable<VariableDeclaration> Variables => inner.Variables;

    public Value Get(VariableDeclaration variable) => inner.Get(variable);

    public void Set(VariableDeclaration variable, Value value) =>
        throw new ExpressionFailedException("A compensation's input sets no variables.");

    public Guid NewId() => inner.NewId();

    public bool TryGetInput(string name, out Value value) => inner.TryGetInput(name, out value);

    public bool HasActivity(string name) => inner.HasActivity(name);

    public bool TryGetOutput(string name, out Value value)
    {
        value = output;
        return plan.FindSource(name, activity.Header.Within) == activity || inner.TryGetOutput(name, out value);
    }
}
