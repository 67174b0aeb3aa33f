using Orchestrator.Engine.Ports;

namespace Orchestrator.TestKit;

/// <summary>What was told about customers, in a memory database.</summary>
public sealed class InMemoryCustomerRecords(MemoryDatabase database) : ICustomerRecords
{
    public Task<CustomerContact?> KeepAsync(NewRecord<CustomerContact> contact, CancellationToken cancellation) =>
        Task.FromResult(database.Records.Keep(contact.What.Actor, contact.RequestId, contact.RequestHash, () => contact.What));

    public Task<CustomerPayment?> KeepAsync(NewRecord<CustomerPayment> payment, CancellationToken cancellation) =>
        Task.FromResult(database.Records.Keep(payment.What.Actor, payment.RequestId, payment.RequestHash, () => payment.What));

    public Task<IReadOnlyList<CustomerContact>> ListContactsAsync(RecordQuery query, CancellationToken cancellation) =>
        Task.FromResult(database.Records.Page<CustomerContact>(
            query, static one => (one.Customer, one.Service, one.OccurTime, one.Id)));

    public Task<IReadOnlyList<CustomerPayment>> ListPaymentsAsync(RecordQuery query, CancellationToken cancellation) =>
        Task.FromResult(database.Records.Page<CustomerPayment>(
            query, static one => (one.Customer, one.Service, one.OccurTime, one.Id)));
}
