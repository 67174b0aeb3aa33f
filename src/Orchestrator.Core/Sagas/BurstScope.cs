using Orchestrator.Core.Activities;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Core.Sagas;

/// <summary>
/// What an expression sees while a transition is made: the state as it is now, from a frame outwards.
/// </summary>
internal sealed class BurstScope(Burst burst, Frame? frame, Activity activity) : IScope
{
    private SagaState State => burst.State;

    /// <summary>Whether the script may choose the outcomes of its activity.</summary>
    public bool MayChooseOutcomes { get; init; }

    /// <summary>Those that it chose; null for none.</summary>
    public IReadOnlyList<string>? Outcomes { get; private set; }

    public ScopeFacts Facts =>
        new(State.Plan.Id.Definition, State.Plan.Id.Version, ActivationId.ToText(State.Id))
        {
            Now = burst.Now,
            CorrelationId = State.CorrelationId,
            InstanceName = State.InstanceName,
        };

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

    public Guid NewId() => burst.NewId();

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

    /// <summary>Within a definition used as an activity its own activities come first.</summary>
    public bool HasActivity(string name) => State.Plan.FindSource(name, activity.Header.Within) is not null;

    public bool TryGetOutput(string name, out Value output)
    {
        output = default;
        return State.Plan.FindSource(name, activity.Header.Within) is { } source
            && State.TryGetActivityOutput(source.Id, out output);
    }

    public void SetOutcomes(IReadOnlyList<string> outcomes)
    {
        if (!MayChooseOutcomes)
            throw new ExpressionFailedException("Only the script of an Elsa.RunJavaScript chooses outcomes.");

        Outcomes = outcomes;
    }

    public void SetCorrelationId(string? correlationId) => burst.Emit(new CorrelationSet(activity.Id, correlationId));

    public void SetInstanceName(string? name) => burst.Emit(new NameSet(activity.Id, name));
}
