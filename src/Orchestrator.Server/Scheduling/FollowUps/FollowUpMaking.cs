using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Logging;
using Orchestrator.Core.Products;
using Orchestrator.Core.Sagas;
using Orchestrator.Engine;
using Orchestrator.Engine.Ports;
using Orchestrator.Server.Grpc.Activations;
using Orchestrator.Server.Grpc.Errors;

namespace Orchestrator.Server.Scheduling.FollowUps;

/// <summary>
/// Makes a follow-up: starts its workflow for the service, or publishes its event. Both are activations whose request
/// ids follow from the service, the follow-up and the time, so that whoever makes it, however often, makes it once.
/// </summary>
internal sealed class FollowUpMaking(
    StartActivation start,
    PublishEvent publish,
    IJournal journal,
    IFollowUps made,
    TimeProvider time,
    ILogger<FollowUpMaking> log)
{
    /// <summary>Who asks, as the activations have it.</summary>
    public const string Caller = "orchestrator/follow-ups";

    /// <summary>The label with the follow-up's id.</summary>
    public const string FollowUpLabel = "follow-up";

    /// <summary>The label with the event's name, by which order systems find it among the activations.</summary>
    public const string EventLabel = "event";

    private static readonly ActivationState[] Open =
    [
        ActivationState.Scheduled, ActivationState.Running, ActivationState.Held, ActivationState.Fallout,
        ActivationState.RollingBack,
    ];

    public async Task MakeAsync(DueFollowUp due, CancellationToken cancellation)
    {
        // Of what is about to end nothing follows; where the cancellation is withdrawn it is made then.
        if (await IsBeingEndedAsync(due.Service.Id, cancellation).ConfigureAwait(false))
            return;

        try
        {
            var result = due.FollowUp.Event is { } name
                ? await PublishAsync(due, name, cancellation).ConfigureAwait(false)
                : await StartAsync(due, cancellation).ConfigureAwait(false);
            await made.KeepAsync(result with { Time = time.GetUtcNow() }, cancellation).ConfigureAwait(false);
        }
        catch (CallFailedException refused)
        {
            log.LogWarning(
                "The follow-up {FollowUp} of services/{Service} was refused, and is not tried again: {Why}",
                due.FollowUp.Id,
                due.Service.Id,
                refused.Message);
            await made.KeepAsync(
                due.Key with
                {
                    Outcome = FollowUpOutcome.Refused,
                    Event = due.FollowUp.Event ?? "",
                    Note = refused.Message,
                    Time = time.GetUtcNow(),
                },
                cancellation).ConfigureAwait(false);
        }
        catch (Exception later) when (later is EngineUnavailableException or EngineOverloadedException)
        {
            throw new JournalUnavailableException(later.Message, later);
        }
    }

    private async Task<bool> IsBeingEndedAsync(string service, CancellationToken cancellation)
    {
        var ending = await journal.ListAsync(
            new ActivationQuery(1) { Service = service, Action = ActivationAction.Deprovision, States = Open },
            cancellation).ConfigureAwait(false);
        return ending.Count > 0;
    }

    private async Task<MadeFollowUp> StartAsync(DueFollowUp due, CancellationToken cancellation)
    {
        var request = new V1.StartActivationRequest
        {
            RequestId = RequestIdOf(due),
            Action = V1.Action.Custom,
            Customer = due.Service.Customer,
            Service = $"services/{due.Service.Id}",
            Workflow = $"workflows/{due.FollowUp.Workflow}",
            OnConflict = V1.StartActivationRequest.Types.OnConflict.Queue,
        };
        request.Labels.Add(FollowUpLabel, due.FollowUp.Id);
        var started = await start.HandleAsync(request, Caller, traceParent: "", cancellation).ConfigureAwait(false);
        return due.Key with
        {
            Outcome = FollowUpOutcome.Started,
            Activation = ActivationLookup.IdOf(started.Name),
        };
    }

    private async Task<MadeFollowUp> PublishAsync(DueFollowUp due, string name, CancellationToken cancellation)
    {
        var request = new V1.PublishEventRequest
        {
            RequestId = RequestIdOf(due),
            Event = name,
            Payload = PayloadOf(due),
        };
        var published = await publish.HandleAsync(
            request,
            Caller,
            traceParent: "",
            order => order with
            {
                Customer = due.Service.Customer,
                Product = due.Service.Product,
                Labels = order.Labels.Add(FollowUpLabel, due.FollowUp.Id)
                    .Add(EventLabel, name)
                    .Add("service", due.Service.Id),
            },
            cancellation).ConfigureAwait(false);
        return due.Key with
        {
            Outcome = FollowUpOutcome.Published,
            Event = name,
            Activation = ActivationLookup.IdOf(published.Activation),
        };
    }

    private static string RequestIdOf(DueFollowUp due) => $"{due.Service.Id}/{due.FollowUp.Id}/{due.Due.ToUnixTimeSeconds()}";

    private static Struct PayloadOf(DueFollowUp due)
    {
        var payload = new Struct();
        void Add(string name, string value) => payload.Fields.Add(name, Value.ForString(value));
        Add("service", $"services/{due.Service.Id}");
        Add("customer", due.Service.Customer);
        Add("product", due.Service.Product);
        Add("followUp", due.FollowUp.Id);
        Add("dueTime", CancellationPlanning.Text(due.Due));
        if (due.Service.ActiveTime is not { } anchor)
            return payload;

        Add("activeTime", CancellationPlanning.Text(anchor));
        if (due.Product.Cancellation.Term is { } length)
            Add("termEndTime", CancellationPlanning.Text(Term.At(anchor, length, due.Due).End));
        return payload;
    }
}
