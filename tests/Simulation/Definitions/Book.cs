using System.Collections.Concurrent;
using System.Globalization;
using Orchestrator.Core.Activities;
using Orchestrator.Core.Expressions.JavaScript;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Workflows;
using Orchestrator.Core.Workflows.Reading;
using Orchestrator.Core.Workflows.Triggers;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Tests.Simulation.Definitions;

/// <summary>
/// The published definitions: what they are follows from their numbers alone, so all simulations of a process share
/// them. Those below <see cref="Leaves"/> start no other workflow, and may be started by others; then come those that
/// something starts: they publish nothing, so that none starts itself without end.
/// </summary>
internal static class Book
{
    public const int Leaves = 40;
    public const int Triggered = 40;
    public const int Size = 1200;

    /// <summary>What ends a service: it takes a while, and changes nothing outside.</summary>
    public const string Ending = "ending";

    private static readonly ConcurrentDictionary<string, Page> Pages = new(StringComparer.Ordinal);
    private static readonly WorkflowReaderOptions Options = new(
        new SimulatedCatalog(), [new JavaScriptLanguage(new())]);

    public sealed record Page(MadeUpDefinition Definition, WorkflowPlan Plan);

    public static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"made-up-{number}");

    /// <summary>The page of a definition id, with or without <c>@1</c>.</summary>
    public static Page Find(string id) => Pages.GetOrAdd(ChildWorkflow.Parse(id).Definition, static id => Write(id));

    /// <summary>One of those that something starts, published at a time.</summary>
    public static PublishedTrigger TriggerOf(int number, DateTimeOffset since)
    {
        var name = NameOf(Leaves + number);
        var plan = Find(name).Plan;
        return new(new StoredTrigger(name, 1, TriggerFinding.Of(plan)!, since), plan);
    }

    public static WorkflowPlan PlanOf(ActivationAccepted accepted) => Find(accepted.Workflow).Plan;

    public static WorkflowPlan Read(string json)
    {
        var read = WorkflowReader.ReadPublished(json, Options, 1);
        return read.Plan ?? throw new InvalidOperationException(
            $"A made-up definition cannot be read: {string.Join("; ", read.Diagnostics.Select(one => one.Message))}\n{json}");
    }

    private static Page Write(string id)
    {
        if (id == Ending)
        {
            const string Json = """
                {"definitionId":"ending","name":"ending","inputs":[{"name":"coin","type":"Int32"}],
                "root":{"id":"wait","type":"Elsa.Delay","timeSpan":"00:00:07"}}
                """;
            return new(new(Ending, Json, new Dictionary<string, StepFacts>(), HasBranches: false), Read(Json));
        }

        var number = int.Parse(id["made-up-".Length..], CultureInfo.InvariantCulture);
        var children = number < Leaves ? [] : Enumerable.Range(0, Leaves).Select(NameOf).ToArray();
        var isTriggered = number is >= Leaves and < Leaves + Triggered;
        var definition = new DefinitionMaker(new Dice((ulong)number * 77), children, isTriggered).Make(id);
        return new(definition, Read(definition.Json));
    }
}

/// <summary>A published workflow that something starts.</summary>
internal sealed record PublishedTrigger(StoredTrigger Trigger, WorkflowPlan Plan);
