using Orchestrator.Core.Expressions;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Core.Sagas;

/// <summary>
/// What an expression sees while a transition is made: the state as it is now, from a frame outwards.
/// </summary>
internal sealed class BurstScope(Burst burst, Frame? frame) : IScope
{
    private SagaState State => burst.State;

    public ScopeFacts Facts =>
        new(State.Plan.Id.Definition, State.Plan.Id.Version, ActivationId.ToText(State.Id)) { Now = burst.Now };

    public Members Inputs => State.Order.Input.Members;

    public Value LastResult => State.LastResult;

    public IEnumerable<VariableDeclaration> Variables
    {
        get
        {
            for (var scope = frame; scope is not null; scope = scope.Parent)
            {
                foreach (var variable in scope.Activity.Header.Variables)
                    yield return variable;
            }

            foreach (var variable in State.Plan.Variables)
                yield return variable;
        }
    }

    public Value Get(VariableDeclaration variable) =>
        State.TryFindScope(frame, variable, out var scope)
            ? State.GetVariable(scope, variable)
            : throw new ExpressionFailedException($"Variable '{variable.Name}' is not in scope.");

    public void Set(VariableDeclaration variable, Value value) => burst.SetVariable(frame, variable, value);

    public bool TryGetInput(string name, out Value value)
    {
        if (Inputs.TryGet(name, out value))
            return true;
        if (State.Plan.FindInput(name) is not { } declared)
            return false;

        if (!Inputs.TryGet(declared.Name, out value))
            value = declared.Default;
        return true;
    }

    public bool TryGetOutput(string activity, out Value output)
    {
        output = default;
        return State.Plan.FindSource(activity) is { } source && State.TryGetActivityOutput(source.Id, out output);
    }
}
