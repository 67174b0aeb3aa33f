using System.Collections.Immutable;
using Orchestrator.Core.Activities;

namespace Orchestrator.Core.Workflows.Pairing;

/// <summary>
/// Whether what the workflows of a product take is given back by the one that ends its services, on every way through
/// it. One object for one product: workflows are checked in the order in which they run for a service, for what a later
/// one gives back is no effect of its own.
/// </summary>
/// <param name="adapters">The instances, with their operations and inverses.</param>
/// <param name="children">The workflows that these start.</param>
/// <param name="waived">Ids of steps that a person has said of that they leave nothing to give back.</param>
public sealed class PairingCheck(
    IAdapterCatalog adapters, StartedWorkflows children, IReadOnlySet<string> waived)
{
    /// <summary>More steps than marks are checked in parts.</summary>
    private const int MarksMax = 128;

    private readonly HashSet<(string Adapter, string Operation)> _released = [];
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    /// <summary>Those of the waived that would have been found.</summary>
    public IReadOnlySet<string> WaiversUsed => _used;

    /// <summary>The steps whose effect the deprovisioning does not give back on every way through it.</summary>
    /// <param name="taking">Provisions, changes, suspends or resumes.</param>
    /// <param name="deprovision">Ends a service; null: what has no operation that gives it back is found all the same.
    /// </param>
    public ImmutableArray<PairingFinding> Run(WorkflowPlan taking, WorkflowPlan? deprovision)
    {
        var steps = LastingSteps(taking);
        var found = steps.Where(step => step.Releases.IsEmpty).Select(Irreversible).ToList();
        if (deprovision is not null)
            found.AddRange(new PairingSearch(taking, deprovision, children).Run(
                [.. steps.Where(step => !step.Releases.IsEmpty && !IsWaived(step))]));
        return [.. found.Where(one => !IsWaived(one.Step))];
    }

    private bool IsWaived(LastingStep step) => IsWaived(step.Place);

    /// <summary>Whoever waives a step of a child workflow may leave out where it is started.</summary>
    private bool IsWaived(string place)
    {
        var id = waived.Contains(place) ? place : place[(place.LastIndexOf('/') + 1)..];
        if (!waived.Contains(id))
            return false;

        _used.Add(id);
        return true;
    }

    private List<LastingStep> LastingSteps(WorkflowPlan taking)
    {
        var lasting = new List<LastingStep>();
        foreach (var step in new StepSearch(children).Run(taking, ExpressionNames.Plain))
        {
            var operation = Operation(step.Step);
            if (!(operation?.HasEffect ?? step.Step.HasEffect) || IsNoTaking(step.Step))
                continue;

            string?[] releases = [step.Step.Compensation?.Operation, operation?.Inverse ?? step.Step.Inverse];
            var isChild = step.Step is ChildWorkflow;
            var one = step with { Releases = isChild ? [] : [.. releases.OfType<string>().Distinct()] };
            lasting.Add(one);
            _released.UnionWith(one.Releases.Select(release => (step.Step.Adapter, release)));
        }

        return [.. lasting.Take(MarksMax)];
    }

    /// <summary>It gives back what an earlier step took, or alters in place what another one made.</summary>
    private bool IsNoTaking(StepActivity step) => _released.Contains((step.Adapter, step.Operation))
        || adapters.Operations(step.Adapter)?.Any(
            one => one.ChangedBy == step.Operation && one.Name != step.Operation) == true;

    private CatalogOperation? Operation(StepActivity step) =>
        adapters.Operations(step.Adapter)?.FirstOrDefault(one => one.Name == step.Operation);

    private static PairingFinding Irreversible(LastingStep step) => new(
        step.Place,
        step.Step.Adapter,
        step.Step.Operation,
        Missing: null,
        Path: [],
        step.Step is ChildWorkflow
            ? "what it starts is not known before it runs: the definition is not named, or not published"
            : "nothing gives it back: neither the step nor its adapter names an operation that does");
}
