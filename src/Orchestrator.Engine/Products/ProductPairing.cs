using Orchestrator.Core.Products;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Workflows;
using Orchestrator.Core.Workflows.Pairing;

namespace Orchestrator.Engine.Products;

/// <summary>
/// Whether the deprovisioning gives back what the product's other workflows take: provision first, then those of
/// changes, suspend and resume.
/// </summary>
/// <param name="parts">The product's workflows.</param>
/// <param name="adapters">The instances, with their operations.</param>
/// <param name="now">The day counts for waivers.</param>
internal sealed class ProductPairing(ProductParts parts, IAdapterCatalog adapters, DateTimeOffset now)
{
    private static readonly ActivationAction[] InOrder =
        [ActivationAction.Provision, ActivationAction.Change, ActivationAction.Suspend, ActivationAction.Resume];

    private readonly ProductContent _product = parts.Content;

    public async Task CheckAsync(CancellationToken cancellation)
    {
        foreach (var waiver in _product.Waivers.Where(waiver => !waiver.CountsOn(now)))
            parts.Add(
                ProductCodes.WaiverExpired,
                $"The waiver for '{waiver.Step}' by {waiver.Who} ended on {waiver.Until:yyyy-MM-dd}, and does not count. Renew it, "
                    + "or leave it out.",
                PointerOf(waiver),
                waiver.Step);
        var deprovision = parts.Find(_product.Workflows.GetValueOrDefault(ActivationAction.Deprovision));
        if (deprovision is null && _product.Payment?.Kind == PaymentKind.Recurring)
        {
            parts.Add(
                ProductCodes.NoDeprovision,
                "The product is paid for again and again, and has no workflow that ends it. Add 'actions.deprovision': "
                    + $"orchestrator product deprovision-for {_product.Id} proposes one.",
                "/payment");
            return;
        }

        // Without one, what the ledger says is undone when the service ends: nothing can be forgotten.
        if (deprovision is not null)
            await CheckAsync(deprovision, cancellation).ConfigureAwait(false);
    }

    private async Task CheckAsync(WorkflowPlan deprovision, CancellationToken cancellation)
    {
        var taking = await FindTakingAsync(deprovision, cancellation).ConfigureAwait(false);
        var children = await FindStartedAsync(
            taking.SelectMany(one => new[] { one.Plan, one.Deprovision }), cancellation).ConfigureAwait(false);
        var counting = _product.Waivers.Where(waiver => waiver.CountsOn(now)).ToArray();
        var check = new PairingCheck(
            adapters, children, counting.Select(waiver => waiver.Step).ToHashSet(StringComparer.Ordinal));
        foreach (var (name, plan, end) in taking)
        {
            foreach (var finding in check.Run(plan, end))
                Add(finding, name, end);
        }

        foreach (var waiver in counting.Where(waiver => !check.WaiversUsed.Contains(waiver.Step)))
            parts.Add(
                ProductCodes.WaiverUnused,
                $"The waiver for '{waiver.Step}' waives nothing: everything that a step of that id takes is given back, or "
                    + "there is none. Leave it out.",
                PointerOf(waiver),
                waiver.Step);
    }

    /// <summary>The workflows that take, and what must give back: for a change, the target's deprovisioning.</summary>
    private async Task<IReadOnlyList<(string Name, WorkflowPlan Plan, WorkflowPlan Deprovision)>> FindTakingAsync(
        WorkflowPlan deprovision, CancellationToken cancellation)
    {
        var found = new List<(string, WorkflowPlan, WorkflowPlan)>();
        foreach (var action in InOrder)
        {
            if (_product.Workflows.GetValueOrDefault(action) is { } name && parts.Find(name) is { } plan)
                found.Add((name, plan, deprovision));
        }

        foreach (var (target, change) in _product.Changes.OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            if (parts.Find(change.Workflow) is { } plan)
                found.Add((
                    change.Workflow!,
                    plan,
                    await parts.Batch.FindDeprovisionAsync(target, cancellation).ConfigureAwait(false) ?? deprovision));
        }

        return found;
    }

    /// <summary>The workflows that these start by name, and those that they start.</summary>
    private async Task<StartedWorkflows> FindStartedAsync(
        IEnumerable<WorkflowPlan> plans, CancellationToken cancellation)
    {
        var found = new Dictionary<(string Definition, int Version), WorkflowPlan>();
        var toVisit = new Queue<WorkflowPlan>(plans);
        while (toVisit.TryDequeue(out var plan))
        {
            foreach (var name in StartedWorkflows.NamedBy(plan).Where(name => !found.ContainsKey(name)))
            {
                var child = await parts.Batch.FindAsync(name.Definition, name.Version, cancellation).ConfigureAwait(false);
                if (child is null)
                    continue;

                found[name] = child;
                toVisit.Enqueue(child);
            }
        }

        return new StartedWorkflows(found);
    }

    private void Add(PairingFinding finding, string workflow, WorkflowPlan deprovision)
    {
        var path = finding.Path.IsEmpty ? "" : $" It is missing on the way {string.Join(" > ", finding.Path)}.";
        var toDo = finding.Missing is { } missing
            ? $"Call '{missing}' in {deprovision.Id.Definition} on every way"
            : "Name its compensation, and call that in the deprovisioning";
        parts.Add(
            ProductCodes.NotReleased,
            $"Step '{finding.Step}' of {workflow} calls '{finding.Operation}' of '{finding.Adapter}', and {finding.Why}."
                + $"{path} {toDo}; or add a waiver with who says so, why and until when.{Expired(finding.Step)}",
            _product.References.FirstOrDefault(one => one.Workflow == workflow)?.Pointer ?? "",
            finding.Step);
    }

    private string Expired(string step)
    {
        var expired = Array.Find(
            [.. _product.Waivers],
            waiver => !waiver.CountsOn(now) && (waiver.Step == step || step.EndsWith($"/{waiver.Step}", StringComparison.Ordinal)));
        return expired is null ? "" : $" The waiver by {expired.Who} ended on {expired.Until:yyyy-MM-dd}.";
    }

    private string PointerOf(Waiver waiver) => $"/waivers/{_product.Waivers.ToList().IndexOf(waiver)}";
}
