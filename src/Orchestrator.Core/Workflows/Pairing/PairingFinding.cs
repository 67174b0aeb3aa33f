using System.Collections.Immutable;

namespace Orchestrator.Core.Workflows.Pairing;

/// <summary>A step that takes something which the deprovisioning does not give back, or not always.</summary>
/// <param name="Step">The activity's id, in the workflow that takes.</param>
/// <param name="Adapter">The instance that it calls.</param>
/// <param name="Operation">What it calls there.</param>
/// <param name="Missing">
/// The operation that gives it back; null where the step names none and the adapter has none.
/// </param>
/// <param name="Path">
/// Ids of activities of the deprovisioning in the order in which they run when the operation is not reached, with the
/// branch where one is taken (<c>account: else</c>); empty where no way reaches it, and where there is no operation.
/// </param>
/// <param name="Why">What keeps it from being given back, in words.</param>
public sealed record PairingFinding(
    string Step, string Adapter, string Operation, string? Missing, ImmutableArray<string> Path, string Why);
