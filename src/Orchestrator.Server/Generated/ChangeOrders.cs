using Orchestrator.Core.Sagas;
using Orchestrator.Core.Sagas.Planning;
using Orchestrator.Core.Sagas.Recorded;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;
using Orchestrator.Core.Workflows.Generating;
using Orchestrator.Engine;
using Orchestrator.Engine.Ports;
using Orchestrator.Server.Grpc.Checks;
using Orchestrator.Server.Grpc.Errors;
using Orchestrator.Server.Grpc.Workflows;
using Orchestrator.Server.Products;

namespace Orchestrator.Server.Generated;

/// <summary>
/// A change to another product where there is no workflow for it: computed from what stands and the other product's
/// provisioning.
/// </summary>
internal sealed class ChangeOrders(
    ServiceRecords records,
    GeneratedWorkflows workflows,
    IWorkflowStore store,
    PlanCache plans,
    ChangeComputing computing,
    Sealer sealer)
{
    /// <summary>What may be ordered of a change: of each product, what its provisioning declares.</summary>
    /// <exception cref="CallFailedException">One is not provisioned by a workflow that can be started.</exception>
    public async Task<DeclaredInputs> InputsAsync(string from, Product[] products, CancellationToken cancellation)
    {
        var plans = new List<WorkflowPlan>();
        foreach (var product in products)
            plans.Add((await ProvisionAsync(from, product, cancellation).ConfigureAwait(false)).Plan);
        return new([.. plans.SelectMany(plan => plan.Inputs)], plans.Exists(plan => plan.Inputs.IsEmpty));
    }

    /// <exception cref="CallFailedException">The target is not provisioned by a workflow that can be started.</exception>
    public async Task<ChangeSource> FindAsync(ServiceEntry service, Product to, CancellationToken cancellation)
    {
        var (plan, content) = await ProvisionAsync(service.Product, to, cancellation).ConfigureAwait(false);
        var recorded = await records.ReadAsync(service.Id, cancellation).ConfigureAwait(false);
        return new(service.Product, to.Id, plan, content, recorded);
    }

    /// <summary>The same for a service that there is none of: as one would be that was provisioned with an input.</summary>
    /// <param name="from">The product that it would be one of.</param>
    /// <param name="to">The product that it would become one of.</param>
    /// <param name="input">Of its provisioning.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<ChangeSource> ForeseeAsync(Product from, Product to, Value input, CancellationToken cancellation)
    {
        var (source, _) = await ProvisionAsync(from.Id, from, cancellation).ConfigureAwait(false);
        var (plan, content) = await ProvisionAsync(from.Id, to, cancellation).ConfigureAwait(false);
        var record = ServiceRecord.Of(Planner.Plan(source, ChangeComputing.Provision("service", input)));
        return new(from.Id, to.Id, plan, content, new RecordedService(record, input));
    }

    /// <summary>Computes the change.</summary>
    /// <param name="source">From what.</param>
    /// <param name="service">The service's id.</param>
    /// <param name="input">That the target is to have.</param>
    /// <param name="publish">False: it is only to be shown.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="CallFailedException">It cannot be computed.</exception>
    public async Task<GeneratedOrder> MakeAsync(
        ChangeSource source, string service, Value input, bool publish, CancellationToken cancellation)
    {
        var (made, warnings) = computing.Compute(source, service, input);
        var (plan, problems) = await workflows.FindAsync(made, publish, cancellation).ConfigureAwait(false);
        if (plan is null)
            throw GeneratedFailures.NoDiff(source.From, source.To, [.. Errors(problems)]);

        var record = ServiceRecordInput.Of(made);
        RefuseUnreached(source, plan, made, ChangeComputing.Provision(service, ServiceRecordInput.With(sealer.Open(input), record)));
        return new(plan, record, warnings);
    }

    /// <summary>A target that ends on the way would leave what it does not need.</summary>
    private static void RefuseUnreached(
        ChangeSource source, WorkflowPlan plan, GeneratedDefinition made, ActivationOrder order)
    {
        var planned = Planner.Plan(plan, order).Steps.Select(step => step.Activity.Id).ToHashSet();
        if (made.Calls.Members.Any(call => !planned.Contains(call.Name)))
            throw GeneratedFailures.NoDiff(
                source.From,
                source.To,
                [$"The provisioning of '{source.To}' finishes before its last activity, and what is not needed any more "
                    + "would stay."]);
    }

    private async Task<(WorkflowPlan Plan, string Content)> ProvisionAsync(
        string from, Product product, CancellationToken cancellation)
    {
        if (!product.Workflows.TryGetValue(ActivationAction.Provision, out var definition))
            throw GeneratedFailures.NoDiff(from, product.Id, [$"Product '{product.Id}' has no workflow for PROVISION."]);

        var stored = await store.FindAsync(definition, 0, cancellation).ConfigureAwait(false)
            ?? throw WorkflowVersions.Retired(new WorkflowName(definition, 0));
        var plan = await plans.GetAsync(definition, stored.Version, cancellation).ConfigureAwait(false);
        return (plan!, stored.Content);
    }

    private static IEnumerable<string> Errors(IReadOnlyList<Diagnostic> problems) =>
        problems.Where(problem => problem.Severity == Severity.Error).Select(
            problem => $"{problem.Code} {problem.Message}");
}
