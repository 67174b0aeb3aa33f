using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Ports;
using Orchestrator.Server.Grpc.Activations;
using Orchestrator.Server.Grpc.Checks;
using Orchestrator.Server.Grpc.Conversion;
using Orchestrator.Server.Grpc.Errors;

namespace Orchestrator.Server.Grpc.Inventory;

/// <summary>ResolveTeardown.</summary>
internal sealed class ResolveTeardown(ITeardownDecisions decisions, ServiceRendering rendering, CustomerCalls calls)
{
    private const int ResourcesMax = 1000;

    public async Task<V1.TeardownDecision> HandleAsync(
        V1.ResolveTeardownRequest request, string caller, CancellationToken cancellation)
    {
        var violations = new Violations();
        var service = violations.Name("name", request.Name, ServiceRendering.Collection);
        violations.Text("request_id", request.RequestId, OrderChecks.RequestIdLengthMax, required: true);
        violations.Known("resolution", request.Resolution, required: true);
        CommandCall.Check(violations, request.Decision);
        Check(violations, request.Resources);
        violations.ThrowIfAny();

        var who = new Who(
            caller, request.RequestId, RequestHash.Of(request), request.Decision.Reason, request.Decision.Ticket);
        var outcome = await decisions.ResolveAsync(
            new NewTeardownDecision(
                CustomerCalls.NewId(),
                service!,
                (TeardownResolution)(int)request.Resolution,
                [.. request.Resources.Select(one => new ResourceKey(one.Adapter, one.Kind, one.ExternalId, service!))],
                who,
                calls.Now),
            cancellation).ConfigureAwait(false);
        return outcome switch
        {
            TeardownOutcome.Decided it => Render(it.Decision, rendering),
            TeardownOutcome.RequestIdReused => throw Failures.RequestIdReused(request.RequestId),
            TeardownOutcome.NoService => throw Failures.ServiceNotFound(service!),
            TeardownOutcome.WrongState it => throw TeardownFailures.WrongState(request.Name, it.State),
            TeardownOutcome.Busy it => throw TeardownFailures.Busy(request.Name, it.Activation),
            TeardownOutcome.NotHeld it => throw TeardownFailures.NotHeld(request.Name, it.Resource),
            _ => throw new InvalidOperationException($"{outcome.GetType().Name} is no answer to a decision."),
        };
    }

    public static V1.TeardownDecision Render(TeardownDecision decision, ServiceRendering rendering)
    {
        var shown = new V1.TeardownDecision
        {
            Id = decision.Id,
            Service = ServiceRendering.NameOf(decision.Service),
            Customer = decision.Customer,
            Time = Timestamp.FromDateTimeOffset(decision.Time),
            Actor = decision.Actor,
            Resolution = (V1.TeardownResolution)(int)decision.Resolution,
            Decision = new V1.Decision { Reason = decision.Reason, Ticket = decision.Ticket },
            State = ServiceRendering.StateOf(decision.State),
            ResourcesLeft = decision.Left,
        };
        shown.Resources.AddRange(decision.Resources.Select(rendering.Render));
        return shown;
    }

    private static void Check(Violations violations, RepeatedField<V1.ResourceName> resources)
    {
        if (resources.Count is 0 or > ResourcesMax)
            violations.Add("resources", $"must be 1 to {ResourcesMax}. GetService shows what the service holds.");
        var seen = new HashSet<V1.ResourceName>();
        for (var index = 0; index < Math.Min(resources.Count, ResourcesMax); index++)
        {
            var (one, field) = (resources[index], $"resources[{index}]");
            violations.Text($"{field}.adapter", one.Adapter, OrderChecks.TextLengthMax, required: true);
            violations.Text($"{field}.kind", one.Kind, OrderChecks.TextLengthMax, required: true);
            violations.Text($"{field}.external_id", one.ExternalId, InventoryLists.ExternalIdLengthMax, required: true);
            if (!seen.Add(one))
                violations.Add(field, "is there twice.");
        }
    }
}
