using System.Collections.Frozen;
using System.Collections.Immutable;
using Orchestrator.Core.Activities;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Workflows;

/// <summary>A workflow version, read, checked and compiled: immutable, shared by all its activations.</summary>
public sealed class WorkflowPlan
{
    private readonly FrozenDictionary<string, Activity> _byId;
    private readonly Lazy<Dictionary<string, Activity>> _sources;

    public WorkflowPlan(
        WorkflowId id,
        string displayName,
        Activity root,
        ImmutableArray<Activity> activities,
        ImmutableArray<VariableDeclaration> variables,
        ImmutableArray<InputDeclaration> inputs,
        ImmutableArray<string> outputs)
    {
        Id = id;
        DisplayName = displayName;
        Root = root;
        Activities = activities;
        Variables = variables;
        Inputs = inputs;
        Outputs = outputs;
        HasSteps = activities.Any(activity => activity is StepActivity { IsOurs: true });
        AwaitsOthers = activities.Any(activity => activity is Event);
        _byId = activities.ToFrozenDictionary(activity => activity.Id, StringComparer.Ordinal);
        _sources = new(FindSources);
    }

    public WorkflowId Id { get; }

    public string DisplayName { get; }

    public Activity Root { get; }

    /// <summary>
    /// Every activity, parents before children, in the order of the document; an activity's Index is its place here.
    /// </summary>
    public ImmutableArray<Activity> Activities { get; }

    /// <summary>The workflow's own variables; containers' are on the containers.</summary>
    public ImmutableArray<VariableDeclaration> Variables { get; }

    public ImmutableArray<InputDeclaration> Inputs { get; }

    /// <summary>Names of the declared outputs.</summary>
    public ImmutableArray<string> Outputs { get; }

    /// <summary>
    /// Whether it calls adapters itself: then a failure takes the one exit of all failures. Without steps nothing can
    /// be undone, and Elsa's rules hold for faults and for what never ends.
    /// </summary>
    public bool HasSteps { get; }

    /// <summary>Whether it may wait for what other activations bring: for events.</summary>
    public bool AwaitsOthers { get; }

    /// <summary>
    /// Without steps: whether the workflow goes on where an activity faulted, and is not faulted by it.
    /// </summary>
    public bool ContinuesWithIncidents { get; init; }

    /// <summary>The versions of other definitions that are part of it, in the order in which they come.</summary>
    public ImmutableArray<WorkflowPart> Parts { get; init; } = [];

    /// <summary>What happens when the order's due time passes and the activation is not finished.</summary>
    public OnDueTime OnDueTime { get; init; }

    /// <summary>What a failure leads to, where the flow does not take it.</summary>
    public FailurePolicy FailurePolicy { get; init; }

    /// <exception cref="KeyNotFoundException">No such activity.</exception>
    public Activity this[string activityId] => _byId[activityId];

    public Activity? Find(string activityId) => _byId.GetValueOrDefault(activityId);

    /// <summary>
    /// The activity whose output a script means: by its id, or else its name, or else either in PascalCase.
    /// </summary>
    public Activity? FindSource(string name) => Find(name) ?? _sources.Value.GetValueOrDefault(name);

    /// <summary>The same, seen from within a definition used as an activity: its own come first.</summary>
    /// <param name="name">What the script says.</param>
    /// <param name="within">What ids there begin with: <c>parent/child/</c>; empty for the definition itself.</param>
    public Activity? FindSource(string name, string within)
    {
        while (within.Length > 0)
        {
            if (FindSource(within + name) is { } found)
                return found;

            within = within[..(within.LastIndexOf('/', within.Length - 2) + 1)];
        }

        return FindSource(name);
    }

    /// <summary>
    /// The input that a script means: by its name, or else that in PascalCase; null for one that is not declared.
    /// </summary>
    public InputDeclaration? FindInput(string name) =>
        Inputs.FirstOrDefault(input => input.Name == name)
        ?? Inputs.FirstOrDefault(input => AccessorName.Matches(input.Name, name));

    private Dictionary<string, Activity> FindSources()
    {
        var found = new Dictionary<string, Activity>(StringComparer.Ordinal);
        Func<Activity, string>[] ways =
        [
            activity => activity.Header.DisplayName,
            activity => AccessorName.Of(activity.Id[activity.Header.Within.Length..]),
            activity => AccessorName.Of(activity.Header.DisplayName),
        ];
        foreach (var way in ways)
        {
            foreach (var activity in Activities.Where(activity => activity.HasOutput))
                found.TryAdd(activity.Header.Within + way(activity), activity);
        }

        return found;
    }
}

/// <summary>Names a version of a workflow: <c>workflows/{definition}/versions/{version}</c>.</summary>
/// <param name="Definition">The definition id.</param>
/// <param name="Version">From 1.</param>
public sealed record WorkflowId(string Definition, int Version)
{
    public override string ToString() => $"workflows/{Definition}/versions/{Version}";
}

/// <summary>A version of another definition that is part of a plan.</summary>
/// <param name="Reference">How the definition names it: the key of a <see cref="Reading.DefinitionReference"/>.</param>
/// <param name="Definition">The other definition's id.</param>
/// <param name="Version">From 1.</param>
public sealed record WorkflowPart(string Reference, string Definition, int Version);

/// <summary>A variable of the workflow or of a container.</summary>
/// <param name="Id">Unique within the definition; what SetVariable and Variable expressions refer to.</param>
/// <param name="Name">What scripts refer to.</param>
/// <param name="Type">Values are converted to it when they are set.</param>
/// <param name="Default">Its value when its scope begins.</param>
public sealed record VariableDeclaration(string Id, string Name, DataType Type, Value Default);

/// <summary>An input that the workflow declares.</summary>
/// <param name="Name">Unique within the definition.</param>
/// <param name="Type">The order's value is converted to it.</param>
/// <param name="Required">Whether a start without it is refused.</param>
/// <param name="Default">Its value where the order brings none.</param>
/// <param name="Sensitive">Whether it is sealed before it is kept, and shown as ***.</param>
public sealed record InputDeclaration(string Name, DataType Type, bool Required, Value Default, bool Sensitive);

/// <summary>What a passed due time does.</summary>
public enum OnDueTime
{
    /// <summary>It is noted; the activation goes on.</summary>
    Continue,

    /// <summary>The activation is rolled back.</summary>
    RollBack,

    /// <summary>A person must decide.</summary>
    FallOut,
}

/// <summary>What failures lead to, in the workflow as a whole.</summary>
public enum FailurePolicy
{
    /// <summary>What each step says; past a point of no return a person must decide.</summary>
    Steps,

    /// <summary>
    /// Everything is undone, past soft points too; past a hard one steps are tried as long as a compensation is. A
    /// person must decide only where neither can be. Steps whose failure does not matter still say so.
    /// </summary>
    RestoreOrFinish,
}
