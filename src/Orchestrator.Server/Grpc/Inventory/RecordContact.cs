using Google.Protobuf.WellKnownTypes;
using Orchestrator.Engine.Ports;
using Orchestrator.Server.Grpc.Activations;
using Orchestrator.Server.Grpc.Checks;
using Orchestrator.Server.Grpc.Conversion;
using Orchestrator.Server.Grpc.Errors;

namespace Orchestrator.Server.Grpc.Inventory;

/// <summary>RecordContact.</summary>
internal sealed class RecordContact(ICustomerRecords records, CustomerCalls calls)
{
    public const int SummaryLengthMax = 4000;

    public async Task<V1.Contact> HandleAsync(
        V1.RecordContactRequest request, string caller, CancellationToken cancellation)
    {
        var violations = new Violations();
        CustomerCalls.Check(violations, request.RequestId, request.Customer);
        violations.Known("kind", request.Kind, required: true);
        violations.Known("channel", request.Channel, required: true);
        if (request.Channel == V1.Channel.Trigger)
            violations.Add("channel", "TRIGGER is no way in which people speak to each other.");
        violations.Text("summary", request.Summary, SummaryLengthMax, required: true);
        violations.Text("reference", request.Reference, OrderChecks.TextLengthMax);
        var service = violations.Name("service", request.Service, ServiceRendering.Collection, required: false);
        violations.Text("agent", request.Agent, OrderChecks.TextLengthMax);
        var when = calls.OccurTime(violations, request.OccurTime);
        violations.ThrowIfAny();
        await calls.CheckServiceAsync(service, request.Customer, cancellation).ConfigureAwait(false);

        var what = new CustomerContact(CustomerCalls.NewId(), request.Customer, when, calls.Now, caller)
        {
            Kind = (ContactKind)(int)request.Kind,
            Channel = EnumConversion.ToCore(request.Channel),
            Summary = request.Summary,
            Reference = request.Reference,
            Service = service ?? "",
            Agent = request.Agent.Length > 0 ? request.Agent : caller,
        };
        var kept = await records.KeepAsync(
            new NewRecord<CustomerContact>(what, request.RequestId, RequestHash.Of(request)), cancellation)
            .ConfigureAwait(false);
        return Render(kept ?? throw Failures.RequestIdReused(request.RequestId));
    }

    public static V1.Contact Render(CustomerContact contact) => new()
    {
        Id = contact.Id,
        Customer = contact.Customer,
        Kind = (V1.ContactKind)(int)contact.Kind,
        Channel = EnumConversion.ToProto(contact.Channel),
        Summary = contact.Summary,
        Reference = contact.Reference,
        Service = ServiceRendering.NameOf(contact.Service),
        Agent = contact.Agent,
        OccurTime = Timestamp.FromDateTimeOffset(contact.OccurTime),
        RecordTime = Timestamp.FromDateTimeOffset(contact.RecordTime),
        Actor = contact.Actor,
    };
}
