using Orchestrator.Core.Sagas;

namespace Orchestrator.Tests.Simulation.Audit;

/// <summary>
/// Once a deprovisioning has come, whatever else has the service begins no new step, and does not end well; no order
/// begins on a service that has ended; the deprovisioning is never given up by the engine; and in the end the service
/// holds nothing, or says so.
/// </summary>
internal sealed class ADeprovisionWins : Checker
{
    private readonly Dictionary<long, long> _superseded = [];

    /// <summary>Services with which somebody has begun something anew: what becomes of them is theirs.</summary>
    private readonly HashSet<string> _reopened = new(StringComparer.Ordinal);

    public override void Durable(Chronicle it, SagaEvent happened)
    {
        switch (happened)
        {
            case ActivationSuperseded now:
                _superseded[it.Id] = now.By;
                if (World.Auditor.Find(now.By) is not { Order.Action: ActivationAction.Deprovision } by
                    || by.Order.Service != it.Order.ServiceOfResources)
                    Fail($"{it.Name} is superseded by {ActivationId.ToText(now.By)}, which does not end its service");
                break;
            case StepRequested step when _superseded.ContainsKey(it.Id):
                Fail($"{it.Name} is superseded, and begins step '{step.StepId}'");
                break;
            case ActivationCompleted when _superseded.ContainsKey(it.Id):
                Fail($"{it.Name} is superseded, and completes");
                break;
            case RollbackRequested when it.State.IsFinished:
                _reopened.Add(it.Order.ServiceOfResources ?? it.Name);
                break;
            case ActivationStarted when it.Order.Action == ActivationAction.Deprovision:
                LookForOthers(it);
                break;
            case ActivationStarted when it.Order.Action != ActivationAction.Custom && HasEnded(it.Order.Service):
                Fail($"{it.Name} begins, and services/{it.Order.Service} has ended before");
                break;
            case ActivationCancelled { Because: { } why } when it.Order.Action == ActivationAction.Deprovision:
                Fail($"{it.Name} ends a service, and is given up: {why}");
                break;
        }
    }

    public override void End()
    {
        foreach (var it in World.Auditor.Chronicles.Where(
            one => one.Order is { Action: ActivationAction.Deprovision, ServiceBefore: not null }
                && !_reopened.Contains(one.Order.Service)))
        {
            var service = World.Database.Rows.Services[it.Order.Service];
            var isDone = it.State.State == ActivationState.Completed || it.State.IsLeftToLedger;
            if (isDone && service.State is not (ServiceState.Terminated or ServiceState.TeardownIncomplete))
                Fail($"{it.Name} is done, and services/{service.Id} is {service.State}");
            if (service.State == ServiceState.Terminated && Left(service.Id) is { } left)
                Fail($"services/{service.Id} is terminated, and {left} is still there");
        }
    }

    /// <summary>Nothing is ordered of it then, however late the order comes, and whatever it was checked against.</summary>
    private bool HasEnded(string service) => service.Length > 0 && World.Auditor.Chronicles.Exists(
        one => one.Order.Service == service
            && one is { Order.Action: ActivationAction.Deprovision, State.State: ActivationState.Completed });

    private void LookForOthers(Chronicle it)
    {
        if (World.Auditor.Chronicles.Find(
            other => other.Order.Service == it.Order.Service
                && other.State is { IsFinished: false, IsStarted: true }
                && other != it) is { } open)
            Fail($"{it.Name} begins to end the service, and {open.Name} is {open.State.State}");
    }

    private string? Left(string service) => World.Auditor.Chronicles
        .Where(one => one.Order.ServiceOfResources == service || one.Name == service)
        .SelectMany(one => one.State.Steps.Select(step => (one, step)))
        .Where(one => one.step is { State: StepState.Succeeded, CompletionNumber: > 0 } or { State: StepState.Unknown })
        .Select(one => $"{one.one.Name}/{one.step.Id}/do")
        .FirstOrDefault(World.Outside.IsThere);
}
