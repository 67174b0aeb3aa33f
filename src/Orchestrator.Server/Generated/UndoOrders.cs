using Orchestrator.Core.Products;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Sagas.Recorded;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows.Generating;
using Orchestrator.Engine;
using Orchestrator.Server.Products;

namespace Orchestrator.Server.Generated;

/// <summary>
/// A deprovision where there is no workflow for it: everything that the service's ledger has is undone, what was made
/// last goes first.
/// </summary>
internal sealed class UndoOrders(ServiceRecords records, GeneratedWorkflows workflows, AdapterRegistry adapters)
{
    /// <param name="service">The service.</param>
    /// <param name="product">Its product; null where that is not known any more.</param>
    /// <param name="isLate">
    /// Whether it begins later, when the service may hold something else: then it leaves the undoing to the retry of
    /// the teardown, which looks at what is held then.
    /// </param>
    /// <param name="publish">False: it is only to be shown.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<GeneratedOrder> FindAsync(
        ServiceEntry service, Product? product, bool isLate, bool publish, CancellationToken cancellation)
    {
        var recorded = await records.ReadAsync(service.Id, cancellation).ConfigureAwait(false);
        var undo = UndoList.Of(recorded.Record);
        var isBilling = service.State == ServiceState.TeardownIncomplete ? null : IsBilling(product);
        var now = await MakeAsync(
            UndoDefinition.Of(service.Product, undo, adapters, isBilling),
            [.. undo.Left.Select(Stays)],
            publish && (!isLate || isBilling is not null),
            cancellation).ConfigureAwait(false);
        if (!isLate || isBilling is not null)
            return now;

        var late = await MakeAsync(
            UndoDefinition.Of(service.Product, new UndoList([], []), adapters), now.Warnings, publish, cancellation)
            .ConfigureAwait(false);
        return late with { Outlook = now };
    }

    /// <summary>What ends the bill, where that may be at another time than the entitlement; null where not.</summary>
    private static Func<RecordedStep, bool>? IsBilling(Product? product) =>
        product is { Payment.BilledBy: { } billed, Cancellation: var policy }
        && (policy.Entitlement != policy.Billing || policy.Entitlement == CancellationEnd.Date)
            ? step => step.Made.Any(entry => entry.Adapter == billed.Adapter && entry.Kind == billed.Kind)
            : null;

    private async Task<GeneratedOrder> MakeAsync(
        GeneratedDefinition made, IReadOnlyList<string> warnings, bool publish, CancellationToken cancellation)
    {
        var (plan, problems) = await workflows.FindAsync(made, publish, cancellation).ConfigureAwait(false);
        return plan is null
            ? throw GeneratedFailures.Broken(made, problems)
            : new(plan, ServiceRecordInput.Of(made), warnings);
    }

    private static string Stays(LedgerEntry entry) => entry.Certainty == LedgerCertainty.PossiblyHeld
        ? $"What came of call {entry.ExternalId} on {entry.Adapter} is not known, and nothing undoes step '{entry.Step}': the "
            + "service's teardown is incomplete until a person has looked and decided."
        : $"{entry.Adapter} {entry.Kind} {entry.ExternalId} stays, and the service's teardown is incomplete then: nothing "
            + $"undoes step '{entry.Step}', which made it.";
}
