using Orchestrator.Core.Sagas;
using Orchestrator.TestKit;
using Orchestrator.Tests.Simulation.Outside;

namespace Orchestrator.Tests.Simulation.Audit;

/// <summary>
/// P8: a service is not terminated while the outside world holds something that was made for it, whether the engine knows
/// that it was made, does not know, or was told so by a person; and in the end the ledger of each service says what the
/// outside world holds, and of which calls nobody knows.
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

        foreach (var step in it.State.Steps.Where(
            step => step.State is StepState.Succeeded or StepState.CompensationFailed or StepState.Unknown))
        {
            if (World.Outside.IsThere(KeyOf(it, step.Id)))
                Fail($"services/{service} is terminated, and step '{step.Id}' of {it.Name} is there");
        }
    }

    public override void End()
    {
        var entries = World.Database.Rows.Ledger.Entries;
        var held = entries.Where(entry => entry.Certainty == LedgerCertainty.Held)
            .ToDictionary(entry => entry.ExternalId);
        var doubted = entries.Where(entry => entry.Certainty == LedgerCertainty.PossiblyHeld)
            .ToDictionary(entry => entry.ExternalId);
        foreach (var entry in doubted.Values)
            CheckDoubt(entry, held);
        foreach (var thing in World.Outside.Things.Where(thing => thing.IsThere))
            Check(thing, held, doubted);
        foreach (var entry in held.Values)
        {
            Fail($"services/{entry.Service} is said to hold {entry.ExternalId}, which is not there or another one's");
        }
    }

    /// <summary>A call stands for as long as nobody knows, and no longer.</summary>
    private void CheckDoubt(LedgerEntry entry, Dictionary<string, LedgerEntry> held)
    {
        if (held.ContainsKey(entry.ExternalId))
            Fail($"services/{entry.Service} holds what {entry.ExternalId} made, and that is said not to be known");
        if (World.Auditor.Find(entry.Activation)?.State.FindStep(entry.Step) is not { } step)
            Fail($"services/{entry.Service} is said to hold what {entry.ExternalId} may have made, which was never called");
        else if (step.State is StepState.Failed or StepState.Compensated or StepState.Pending or StepState.Retrying
            || (step.State == StepState.Succeeded && !_doneByPerson.Contains(entry.ExternalId)))
            Fail($"it is said not to be known what {entry.ExternalId} made, and it is {step.State}");
    }

    /// <summary>What is right is taken away from what the ledger says.</summary>
    private void Check(Thing thing, Dictionary<string, LedgerEntry> held, Dictionary<string, LedgerEntry> doubted)
    {
        var parts = thing.Key.Split('/');
        if (!ActivationId.TryParse(parts[0], out var id)
            || World.Auditor.Find(id) is not { Order.ServiceOfResources: { } service })
            return;

        if (IsTerminated(service))
            Fail($"services/{service} is terminated, and {thing.Key} is there");
        if (held.Remove(thing.Key, out var entry) || doubted.TryGetValue(thing.Key, out entry))
        {
            if (entry.Service != service || entry.Step != parts[1])
                Fail($"{thing.Key} is held for services/{entry.Service} by step '{entry.Step}', and was made for "
                    + $"services/{service}");
        }
        else
        {
            Fail($"{thing.Key} is there, and services/{service} is not said to hold it");
        }
    }

    private bool IsTerminated(string service) =>
        World.Database.Rows.Services.GetValueOrDefault(service)?.State == ServiceState.Terminated;

    private static string KeyOf(Chronicle it, string step) => $"{it.Name}/{step}/do";
}
