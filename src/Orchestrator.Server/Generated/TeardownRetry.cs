using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Workflows.Generating;
using Orchestrator.Engine;
using Orchestrator.Engine.Ports;
using Orchestrator.Server.Products;

namespace Orchestrator.Server.Generated;

/// <summary>Undoes what is left of a service whose teardown is incomplete.</summary>
internal sealed class TeardownRetry(
    IServiceStore services, UndoOrders undos, ProductCatalog products, ActivationEngine engine)
{
    /// <summary>Who is said to have asked for it.</summary>
    public const string Caller = "orchestrator/teardown-retry";

    /// <summary>
    /// Starts one more try, unless the service has come to its end, or one is under way. Each try has a request id that
    /// follows from the service and from what changed it last: however many nodes begin it, it is one activation.
    /// </summary>
    /// <param name="service">Without <c>services/</c>.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The activation; null where there is none to start.</returns>
    /// <exception cref="JournalUnavailableException">The database cannot be reached.</exception>
    /// <exception cref="EngineUnavailableException">The engine is draining, or the journal is away.</exception>
    /// <exception cref="EngineOverloadedException">Too much is under way.</exception>
    public async Task<long?> StartAsync(string service, CancellationToken cancellation)
    {
        if (await services.FindAsync(service, cancellation).ConfigureAwait(false) is not
            { State: ServiceState.TeardownIncomplete } entry)
            return null;

        var product = products.Find(entry.Product, entry.ProductVersion) ?? products.Find(entry.Product);
        var undo = await undos.FindAsync(entry, product, isLate: false, publish: true, cancellation).ConfigureAwait(false);
        var id = $"teardown-{entry.Id}-{ActivationId.ToText(entry.Activation)}";
        var order = new ActivationOrder(Caller, id, id, entry.Customer)
        {
            Action = ActivationAction.Deprovision,
            Service = entry.Id,
            Product = entry.Product,
            ProductVersion = entry.ProductVersion,
            Input = ServiceRecordInput.With(Core.Values.Value.EmptyObject, undo.Record),
            ServiceBefore = entry,
        };
        var reply = await engine.StartActivationAsync(
            order, undo.Plan, behind: 0, TimeSpan.Zero, cancellation).ConfigureAwait(false);
        return reply is ReplyContent.Accepted accepted ? accepted.State.Id : null;
    }
}
