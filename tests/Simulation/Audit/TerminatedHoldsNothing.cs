using Orchestrator.Core.Sagas;
using Orchestrator.TestKit;
using Orchestrator.Tests.Simulation.Outside;

namespace Orchestrator.Tests.Simulation.Audit;

/// <summary>
/// P8: a service is not terminated while the outside world holds something that was made for it; and in the end the
/// ledger of each service says what the outside world holds. What a person says was done the ledger knows nothing of:
/// nobody told it what that was.
/// </summary>
internal sealed class TerminatedHoldsNothing : Checker
{
    private readonly HashSet<string> _doneByPerson = new(StringComparer.Ordinal);

    public override void Durable(Chronicle it, SagaEvent happened)
    {
        if (happened is FalloutResolved { Decision: FalloutDecision.Complete } decided
            && it.State.FindStep(decided.Step) is { Undoing: false })
            _doneByPerson.Add(KeyOf(it, decided.Step));
    }

    public override void Folded(Chronicle it, MemoryDatabase.Activation rows)
    {
        if (it.Order.ServiceOfResources is not { } service || !IsTerminated(service))
            return;

        foreach (var step in it.State.Steps.Where(step => step.State is StepState.Succeeded or StepState.CompensationFailed))
        {
            if (World.Outside.IsThere(KeyOf(it, step.Id)) && !_doneByPerson.Contains(KeyOf(it, step.Id)))
                Fail($"services/{service} is terminated, and step '{step.Id}' of {it.Name} is there");
        }
    }

    public override void End()
    {
        var held = World.Database.Rows.Ledger.Entries.ToDictionary(entry => entry.ExternalId);
        foreach (var thing in World.Outside.Things.Where(thing => thing.IsThere))
            Check(thing, held);
        foreach (var entry in held.Values)
        {
            Fail($"services/{entry.Service} is said to hold {entry.ExternalId}, which is not there or another one's");
        }
    }

    /// <summary>What is right is taken away from what the ledger says.</summary>
    private void Check(Thing thing, Dictionary<string, LedgerEntry> held)
    {
        var parts = thing.Key.Split('/');
        if (!ActivationId.TryParse(parts[0], out var id)
            || World.Auditor.Find(id) is not { Order.ServiceOfResources: { } service } it)
            return;

        var isUnknown = it.State.FindStep(parts[1])?.State == StepState.Unknown;
        // Whether that was done nobody knew, nor what undoes it: who ended the service with a workflow answers for it.
        if (IsTerminated(service) && !isUnknown && !_doneByPerson.Contains(thing.Key))
            Fail($"services/{service} is terminated, and {thing.Key} is there");
        if (held.Remove(thing.Key, out var entry))
        {
            if (entry.Service != service || entry.Step != parts[1])
                Fail($"{thing.Key} is held for services/{entry.Service} by step '{entry.Step}', and was made for "
                    + $"services/{service}");
        }
        else if (!isUnknown && !_doneByPerson.Contains(thing.Key))
        {
            Fail($"{thing.Key} is there, and services/{service} is not said to hold it");
        }
    }

    private bool IsTerminated(string service) =>
        World.Database.Rows.Services.GetValueOrDefault(service)?.State == ServiceState.Terminated;

    private static string KeyOf(Chronicle it, string step) => $"{it.Name}/{step}/do";
}
