using System.Collections.Frozen;
using System.Collections.Immutable;
using Orchestrator.Core.Activities;

namespace Orchestrator.Core.Workflows.Reading.Activities;

/// <summary>Every type of activity that definitions may use: a table of contents.</summary>
internal static class ActivityTable
{
    public static ImmutableArray<ActivityDescription> All { get; } =
    [
        StepReader.Description,
        SequenceReader.Description,
        FlowchartReader.Description,
        IfReader.Description,
        SwitchReader.Description,
        WhileReader.Description,
        ForReader.Description,
        ForEachReader.Description,
        ParallelReader.Description,
        ParallelForEachReader.Description,
        SetVariableReader.Description,
        SetOutputReader.Description,
        DelayReader.Description,
        EventReader.Description,
        FaultReader.Description,
        FinishReader.Description,
        WriteLineReader.Description,
        ChildWorkflowReader.Execute,
        ChildWorkflowReader.Dispatch,
        BulkDispatchReader.Description,
        HttpRequestReaders.Send,
        HttpRequestReaders.FlowSend,
        FlowDecisionReader.Description,
        FlowSwitchReader.Description,
        FlowForkReader.Description,
        FlowJoinReader.Description,
        FlowNodeReader.Description,
        ForkReader.Description,
        BreakReader.Description,
        CompleteReader.Description,
        StartReader.Description,
        EndReader.Description,
        CorrelateReader.Description,
        SetNameReader.Description,
        TimerReader.Description,
        CronReader.Description,
        StartAtReader.Description,
        PublishEventReader.Description,
        RunTaskReader.Description,
        RunJavaScriptReader.Description,
    ];

    private static readonly FrozenDictionary<string, ActivityDescription> ByName =
        All.ToFrozenDictionary(description => description.TypeName, StringComparer.Ordinal);

    public static ActivityDescription? Find(string typeName) => ByName.GetValueOrDefault(typeName);

    /// <summary>Reads one activity with all that is in it; null where it is none.</summary>
    public static Activity? Read(DefinitionReading definition, Node node, VariableScope outer)
    {
        if (!node.IsObject || node["type"] is not { Text: { Length: > 0 } typeName } type)
        {
            definition.Report.Add(
                DiagnosticCodes.WrongShape,
                node["type"] ?? node,
                "This is no activity: an activity is an object with a 'type', such as {\"type\": \"Elsa.WriteLine\"}.",
                node["id"]?.Text);
            return null;
        }

        if (definition.Enter(node) is not { } index)
            return null;

        var id = definition.IdOf(node, typeName);
        var header = new ActivityHeader(index, definition.Within + id, DisplayName(node, id), typeName, node.Pointer)
        {
            Within = definition.Within,
            CanStart = MayStart(node),
        };
        var activity = Find(typeName) is { } description
            ? Read(definition, description, header, node, outer)
            : CompositeReader.Read(definition, header, node, outer) ?? Unknown(definition, header, type);
        definition.Activities[index] = activity;
        return activity;
    }

    private static Activity Read(
        DefinitionReading definition,
        ActivityDescription description,
        ActivityHeader header,
        Node node,
        VariableScope outer)
    {
        var variables = VariableReading.Of(definition, description, header.Id, node);
        header = ResultReading.Add(definition, description, header with { Variables = variables }, node, outer);
        var scope = variables.IsEmpty ? outer : new VariableScope(outer, variables);
        return description.Read(new ActivityReading(definition, description, header, node, scope));
    }

    private static UnknownActivity Unknown(DefinitionReading definition, ActivityHeader header, Node type)
    {
        var typeName = header.TypeName;
        var hint = Unsupported.Hint(typeName) ?? definition.Report.DidYouMean(
            typeName, All.Select(one => one.TypeName));
        definition.Report.Add(
            DiagnosticCodes.UnknownActivityType,
            type,
            $"Activity '{header.Id}' is of type '{typeName}', which is not known. {hint}Correct it; the schema of "
                + "definitions lists those that are.",
            header.Id);
        return new UnknownActivity(header);
    }

    /// <summary>Where Elsa wrote it at one time or another.</summary>
    private static bool MayStart(Node node) =>
        IsTrue(node["canStartWorkflow"])
        || IsTrue(node["customProperties"]?["canStartWorkflow"])
        || IsTrue(node["applicationProperties"]?["canStartWorkflow"]);

    private static bool IsTrue(Node? node) => node?.ToValue().AsBoolean == true;

    private static string DisplayName(Node node, string id) =>
        node["name"]?.Text is { Length: > 0 } name ? name
            : node["metadata"]?["displayText"]?.Text is { Length: > 0 } text ? text
            : id;
}
