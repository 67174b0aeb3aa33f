using Orchestrator.Core.Sagas;
using Orchestrator.Core.Sagas.Recorded;
using Orchestrator.Core.Values;

namespace Orchestrator.Server.Generated;

/// <summary>What is recorded of a service.</summary>
/// <param name="Record">What stands of what was done for it.</param>
/// <param name="Ordered">
/// The inputs that its orders brought, without what its workflows gave: with them another product's provisioning is
/// asked for as it would have been at first.
/// </param>
internal sealed record RecordedService(ServiceRecord Record, Value Ordered)
{
    /// <summary>The ids of the service's activations, as scripts know them.</summary>
    public IReadOnlyList<string> Activations { get; init; } = [];

    /// <summary>From the service's ledger and its activations.</summary>
    public static RecordedService Of(IReadOnlyList<LedgerEntry> held, IReadOnlyList<SagaState> activations) =>
        new(ServiceRecord.Of(held, activations), OrderedBy(activations))
        {
            Activations = [.. activations.Select(state => ActivationId.ToText(state.Id))],
        };

    /// <summary>
    /// What a change was given because the service had it from a workflow is not what was ordered.
    /// </summary>
    private static Value OrderedBy(IEnumerable<SagaState> activations)
    {
        var (ordered, given) = (Value.EmptyObject, Value.EmptyObject);
        foreach (var state in activations.OrderBy(state => state.CreateTime).ThenBy(state => state.Id))
        {
            var isFirst = state.Order.Action == ActivationAction.Provision;
            var counts = isFirst
                || (state.Order.Action == ActivationAction.Change && state.State == ActivationState.Completed);
            if (!counts)
                continue;

            var own = state.Order.Input.Members.Where(
                member => isFirst || !ordered[member.Name].IsNull || given[member.Name] != member.Value);
            ordered = ordered.OverlaidWith(Value.Object([.. own]));
            given = given.OverlaidWith(state.Output);
        }

        return Core.Workflows.Generating.ServiceRecordInput.Without(ordered);
    }
}
