using Orchestrator.Core.Activities;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Core.Sagas.Planning;

/// <summary>
/// What is known at a point of the walk. Asking for what is not known throws <see cref="UnknownValueException"/>.
/// </summary>
internal sealed class PlanScope : IScope
{
    private readonly WorkflowPlan _plan;
    private readonly ActivationOrder _order;
    private readonly List<VariableDeclaration> _declared;
    private readonly Dictionary<string, Known> _variables;
    private readonly Dictionary<string, Known> _outputs;
    private Known _last;

    public PlanScope(WorkflowPlan plan, ActivationOrder order)
        : this(plan, order, [.. plan.Variables], [], [], Known.Of(Value.Null))
    {
    }

    private PlanScope(
        WorkflowPlan plan,
        ActivationOrder order,
        List<VariableDeclaration> declared,
        Dictionary<string, Known> variables,
        Dictionary<string, Known> outputs,
        Known last)
    {
        (_plan, _order, _declared, _variables, _outputs, _last) = (plan, order, declared, variables, outputs, last);
    }

    /// <summary>A service has the id of the activation that provisioned it.</summary>
    public ScopeFacts Facts => new(
        _plan.Id.Definition,
        _plan.Id.Version,
        _order is { Action: ActivationAction.Provision, Service.Length: > 0 } ? _order.Service : "planned");

    public Members Inputs => _order.Input.Members;

    public Value LastResult => Give(_last);

    public IEnumerable<VariableDeclaration> Variables => Enumerable.Reverse(_declared);

    public Value Get(VariableDeclaration variable) =>
        _variables.TryGetValue(variable.Id, out var known) ? Give(known) : variable.Default;

    public void Set(VariableDeclaration variable, Value value) => Put(variable, Known.Of(value));

    /// <summary>Made when it runs, and not before.</summary>
    public Guid NewId() => throw new UnknownValueException("its start");

    public bool TryGetInput(string name, out Value value)
    {
        if (Inputs.TryGet(name, out value))
            return true;
        if (_plan.FindInput(name) is not { } declared)
            return false;

        if (!Inputs.TryGet(declared.Name, out value))
            value = declared.Default;
        return true;
    }

    public bool TryGetOutput(string activity, out Value output)
    {
        output = default;
        if (_plan.FindSource(activity) is not { } source || !_outputs.TryGetValue(source.Id, out var known))
            return false;

        output = Give(known);
        return true;
    }

    public void Declare(VariableDeclaration variable)
    {
        if (!_declared.Contains(variable))
            _declared.Add(variable);
    }

    public void Put(VariableDeclaration variable, Known value) =>
        _variables[variable.Id] = value.IsKnown ? Known.Of(variable.Type.Convert(value.Shown)) : value;

    /// <summary>An activity will have a result that is not known yet.</summary>
    public void Result(Activity activity, Known result)
    {
        _outputs[activity.Id] = result;
        _last = result;
        if (activity.Header.ResultVariable is { } variable)
            Put(variable, result);
    }

    public PlanScope Copy() => new(_plan, _order, [.. _declared], new(_variables), new(_outputs), _last);

    /// <summary>One of these scopes will be; what they do not agree on is not known.</summary>
    public void Merge(IReadOnlyList<PlanScope> scopes)
    {
        foreach (var scope in scopes)
        {
            foreach (var variable in scope._declared)
                Declare(variable);
            Merge(_variables, scope._variables);
            Merge(_outputs, scope._outputs);
        }

        _last = scopes.All(scope => scope._last == scopes[0]._last) ? scopes[0]._last : Known.After("a branch");
    }

    private static void Merge(Dictionary<string, Known> into, Dictionary<string, Known> from)
    {
        foreach (var (name, known) in from)
        {
            if (!into.TryGetValue(name, out var before) || before != known)
                into[name] = known.IsKnown ? Known.After("a branch") : known;
        }
    }

    private static Value Give(Known known) =>
        known.IsKnown ? known.Shown : throw new UnknownValueException(known.Step ?? "a step");
}
