using System.Collections.Immutable;
using Orchestrator.Core.Activities;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;

namespace Orchestrator.TestKit.Core;

/// <summary>
/// Builds plans in code, for tests of what runs them. One builder per plan; ids are given by the test.
/// </summary>
public sealed class Plans
{
    private readonly List<Activity> _activities = [];

    public List<VariableDeclaration> Variables { get; } = [];

    public OnDueTime OnDueTime { get; init; }

    public FailurePolicy FailurePolicy { get; init; }

    public static Expression Literal(Value value) => new Expression.Literal(value);

    /// <summary>An expression given as code.</summary>
    public static Expression Code(Func<IScope, Value> code) => new CodeExpression(code);

    public static Expression Throws(string message) => Code(_ => throw new ExpressionFailedException(message));

    public VariableDeclaration Variable(string name, Value initial)
    {
        var variable = new VariableDeclaration(name, name, DataType.Object, initial);
        Variables.Add(variable);
        return variable;
    }

    /// <summary>A step of adapter "net" whose operation is its id and whose inverse is "undo-" and its id.</summary>
    public StepActivity Step(
        string id,
        OnFailure onFailure = OnFailure.RollBack,
        PointOfNoReturn pointOfNoReturn = PointOfNoReturn.None,
        RetryPolicy? retry = null,
        string? lane = null,
        bool hasEffect = true,
        bool canRead = true,
        bool canUndo = true,
        Expression? input = null,
        CompensationPlan? compensation = null,
        Expression? given = null,
        string? undoes = null) =>
        Add(new StepActivity(Header(id))
        {
            Adapter = "net",
            Operation = id,
            Input = input ?? Literal(Value.Object(("for", id))),
            Inverse = hasEffect && canUndo ? "undo-" + id : null,
            Compensation = compensation,
            HasEffect = hasEffect,
            CanRead = canRead,
            CompensationCanRead = canRead,
            OnFailure = onFailure,
            PointOfNoReturn = pointOfNoReturn,
            Penalty = pointOfNoReturn == PointOfNoReturn.Soft ? "a fee" : null,
            Retry = retry ?? RetryPolicy.Default with { Jitter = 0 },
            Lane = lane is null ? null : Literal(lane),
            Given = given,
            Undoes = undoes is null ? null : Literal(undoes),
        });

    public Sequence Sequence(string id, params Activity[] activities) => Add(new Sequence(Header(id), [.. activities]));

    public Orchestrator.Core.Activities.Parallel Parallel(string id, params Activity[] activities) =>
        Add(new Orchestrator.Core.Activities.Parallel(Header(id), [.. activities]));

    public If If(string id, Expression condition, Activity? then, Activity? otherwise = null) =>
        Add(new If(Header(id), condition, then, otherwise));

    public While While(string id, Expression condition, Activity? body) => Add(new While(Header(id), condition, body));

    public ForEach ForEach(string id, Expression items, Activity? body) =>
        Add(new ForEach(Header(id) with { Variables = LoopVariables(id) }, items, body));

    public ParallelForEach ParallelForEach(string id, Expression items, Activity? body) =>
        Add(new ParallelForEach(Header(id) with { Variables = LoopVariables(id) }, items, body));

    public SetVariable SetVariable(string id, VariableDeclaration variable, Expression value) =>
        Add(new SetVariable(Header(id), variable, value));

    public Delay Delay(string id, string timeSpan) => Add(new Delay(Header(id), Literal(timeSpan)));

    public Event Event(string id, string name, bool canStart = false) =>
        Add(new Event(Header(id) with { CanStart = canStart }, Literal(name)));

    /// <summary>An Elsa.Timer that starts the workflow.</summary>
    public Orchestrator.Core.Activities.Timer Timer(string id, string interval) =>
        Add(new Orchestrator.Core.Activities.Timer(Header(id) with { CanStart = true }, Literal(interval)));

    /// <summary>An Elsa.Cron that starts the workflow.</summary>
    public Cron Cron(string id, string calendar) =>
        Add(new Cron(Header(id) with { CanStart = true }, Literal(calendar)));

    /// <summary>An Elsa.StartAt that starts the workflow.</summary>
    public StartAt StartAt(string id, string time) =>
        Add(new StartAt(Header(id) with { CanStart = true }, Literal(time)));

    public PublishEvent Publish(
        string id, string name, Value payload = default, string? correlationId = null, bool isLocal = false) =>
        Add(new PublishEvent(Header(id), new(
            Literal(name),
            Literal(correlationId is null ? Value.Null : correlationId),
            Literal(isLocal),
            Literal(payload))));

    public Fault Fault(string id, string code, string message) =>
        Add(new Fault(Header(id), Literal(code), Literal(message)));

    public Finish Finish(string id) => Add(new Finish(Header(id)));

    public WriteLine WriteLine(string id, Expression text) => Add(new WriteLine(Header(id), text));

    /// <summary>A step that starts another workflow.</summary>
    public ChildWorkflow Child(
        string id,
        string workflow,
        bool waits = true,
        Value input = default,
        OnFailure onFailure = OnFailure.RollBack) =>
        Add(ChildWorkflow.Of(
            Header(id), Literal(workflow), Literal(input), Literal(Value.Null), Literal(waits), onFailure: onFailure));

    /// <summary>A flowchart that begins with its first activity.</summary>
    public Flowchart Flowchart(
        string id, Activity[] activities, params (Activity From, string? Port, Activity To, bool Back)[] edges) =>
        Add(new Flowchart(
            Header(id),
            [.. activities],
            [.. edges.Select((edge, index) => new Connection(index, edge.From, edge.Port, edge.To, edge.Back))],
            activities.FirstOrDefault()));

    public string Name { get; init; } = "test";

    public int Version { get; init; } = 1;

    public WorkflowPlan Build(Activity root, params InputDeclaration[] inputs) => new(
        new WorkflowId(Name, Version),
        "Test",
        root,
        [root, .. _activities.Where(activity => activity != root)],
        [.. Variables],
        [.. inputs],
        [])
    {
        OnDueTime = OnDueTime,
        FailurePolicy = FailurePolicy,
    };

    private static ImmutableArray<VariableDeclaration> LoopVariables(string id) =>
    [
        new(id + ":value", "CurrentValue", DataType.Object, Value.Null),
        new(id + ":index", "CurrentIndex", DataType.Object, Value.Null),
    ];

    /// <summary>An activity that a test has made itself is part of the plan.</summary>
    public T With<T>(T activity)
        where T : Activity => Add(activity);

    private T Add<T>(T activity)
        where T : Activity
    {
        _activities.Add(activity);
        return activity;
    }

    private ActivityHeader Header(string id) => new(_activities.Count, id, id, "Test", "/" + id);

    private sealed record CodeExpression(Func<IScope, Value> Code) : Expression
    {
        public override Value Evaluate(IScope scope) => Code(scope);
    }
}
