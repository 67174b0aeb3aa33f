using Orchestrator.Core.Activities;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows.Reading;

namespace Orchestrator.Core.Workflows.Checks;

/// <summary>Steps against the configured adapters: operations, inputs, and what undoes them.</summary>
internal sealed class StepChecks(DefinitionReading definition, StepActivity step)
{
    private readonly Node _node = definition.Nodes[step.Header.Index];

    public void Run()
    {
        Lane();
        if (step.Penalty is not null && step.PointOfNoReturn != PointOfNoReturn.Soft)
            Add(DiagnosticCodes.PenaltyWithoutPoint, "penalty", $"Step '{step.Id}' names a penalty, and is no soft "
                + "point of no return. Make it one, or take the penalty away.");
        if (step.Adapter.Length == 0 || step.Operation.Length == 0)
            return;

        var catalog = definition.Options.Catalog;
        if (catalog.Operations(step.Adapter) is not { } operations)
            Add(DiagnosticCodes.UnknownAdapter, "adapter", $"Step '{step.Id}' calls adapter '{step.Adapter}', which is "
                + $"not configured. {definition.Report.DidYouMean(step.Adapter, catalog.Instances)}There are "
                + $"{List(catalog.Instances)}.");
        else if (operations.FirstOrDefault(one => one.Name == step.Operation) is not { } operation)
            Add(
                DiagnosticCodes.UnknownOperation,
                "operation",
                $"Step '{step.Id}' calls '{step.Operation}' of adapter '{step.Adapter}', which has no such operation. "
                    + $"{definition.Report.DidYouMean(step.Operation, operations.Select(one => one.Name))}It has "
                    + $"{List(operations.Select(one => one.Name))}.");
        else
            Check(operation, operations);
    }

    private void Check(CatalogOperation operation, IReadOnlyList<CatalogOperation> operations)
    {
        Input(operation, step.Input, "input", DiagnosticCodes.InputDoesNotFit, $"The input of step '{step.Id}'");
        if (step.Compensation is { } compensation)
            Compensation(compensation, operations);
        else if (operation.HasEffect && step.Inverse is null && !IsAccepted())
            NoCompensation();
    }

    private void Compensation(CompensationPlan compensation, IReadOnlyList<CatalogOperation> operations)
    {
        if (operations.FirstOrDefault(one => one.Name == compensation.Operation) is not { } undo)
            Add(DiagnosticCodes.UnknownCompensation, _node["compensation"]?["operation"] ?? _node, $"Step '{step.Id}' is undone by '{compensation.Operation}', and adapter '{step.Adapter}' has no such operation. {definition.Report.DidYouMean(compensation.Operation, operations.Select(one => one.Name))}It has {List(operations.Select(one => one.Name))}.");
        else if (compensation.Input is { } input)
            Input(undo, input, "compensation", DiagnosticCodes.CompensationInputDoesNotFit, "The compensation's input "
                + $"of step '{step.Id}'");
    }

    private void NoCompensation()
    {
        if (step.PointOfNoReturn == PointOfNoReturn.None)
            Add(
                DiagnosticCodes.NoCompensation,
                "operation",
                $"Nothing undoes step '{step.Id}': '{step.Operation}' changes something and has no inverse. Give a "
                    + "compensation, make it a point of no return, or accept it with \"compensation\": \"none\".");
        else
            Add(DiagnosticCodes.NoCompensationAtPoint, "operation", $"Nothing undoes step '{step.Id}', not even when "
                + "it is forced. Give a compensation, or accept it with \"compensation\": \"none\".");
    }

    private void Input(CatalogOperation operation, Expression input, string property, DiagnosticCode code, string what)
    {
        var (known, unknown) = Parts(input);
        foreach (var problem in operation.Check(known, unknown))
            Add(code, PlaceOf(property, problem.Path), $"{what} does not fit '{step.Adapter}.{operation.Name}'{(problem.Path.Length == 0 ? "" : $" at {problem.Path}")}: {problem.Message.TrimEnd('.')}. Correct it.");
    }

    private static (Value Known, IReadOnlyCollection<string>? Unknown) Parts(Expression input) => input.Bare switch
    {
        Expression.Literal literal => (literal.Value.IsNull ? Value.EmptyObject : literal.Value, []),
        Expression.Composite composite => (
            Value.Object(composite.Members
                .Where(member => member.Expression.Bare is Expression.Literal)
                .Select(
                    member => KeyValuePair.Create(member.Name, ((Expression.Literal)member.Expression.Bare).Value))),
            [.. composite.Members.Where(member => member.Expression.Bare is not Expression.Literal).Select(member => member.Name)]),
        _ => (Value.EmptyObject, null),
    };

    /// <summary>Where the wrong part of an input stands; the next one around it that the definition has.</summary>
    private Node PlaceOf(string property, string path)
    {
        var node = property == "compensation" ? _node[property]?["input"] : _node[property];
        if (node is not null && Wrapping.Is(node))
            node = node["expression"]?["value"] ?? node;
        return node?.Deepest(path) ?? _node;
    }

    private void Lane()
    {
        if (step.Lane?.Bare is Expression.Literal { Value: var name } && string.IsNullOrWhiteSpace(name.AsString))
            Add(DiagnosticCodes.EmptyLane, "lane", $"The lane of step '{step.Id}' has no name. Name what only one step "
                + "at a time may touch, or take it away.");
    }

    private bool IsAccepted() =>
        !step.IsOurs || string.Equals(_node["compensation"]?.Text, "none", StringComparison.OrdinalIgnoreCase);

    private void Add(DiagnosticCode code, string property, string message) =>
        Add(code, _node[property] ?? _node, message);

    private void Add(DiagnosticCode code, Node at, string message) => definition.Report.Add(code, at, message, step.Id);

    private static string List(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));
}
