using System.Data.Common;
using System.Globalization;
using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Ports;
using Orchestrator.Storage.Rows;

namespace Orchestrator.Storage.Sql;

/// <summary>Contacts and payments: the same statements for both databases.</summary>
internal sealed class SqlCustomerRecords(IDatabase database) : ICustomerRecords
{
    private const string Contacts = "select id, customer, time, record_time, actor, kind, channel, summary, reference, "
        + "service, agent from customer_contacts";

    private const string Payments = "select id, customer, time, record_time, actor, kind, amount, currency, account, "
        + "reference, service, description from customer_payments";

    public Task<CustomerContact?> KeepAsync(
        NewRecord<CustomerContact> contact, CancellationToken cancellation) => database.InTransactionAsync(
        async transaction =>
        {
            var what = contact.What;
            var request = new SqlQuery.Key(RequestKey.Of(what.Actor, contact.RequestId));
            if (await CustomerRows.FindRequestAsync(transaction, request).ConfigureAwait(false) is { } kept)
                return kept.Hash == contact.RequestHash
                    ? await CustomerRows.ReadAsync(transaction, Contacts, what.Customer, kept, ReadContact)
                        .ConfigureAwait(false)
                    : null;

            await CustomerRows.KeepRequestAsync(
                transaction, request, new(contact.RequestHash, StoredTime.Of(what.OccurTime), what.Id))
                .ConfigureAwait(false);
            await transaction.ExecuteAsync(Insert(what)).ConfigureAwait(false);
            return what;
        },
        cancellation);

    public Task<CustomerPayment?> KeepAsync(
        NewRecord<CustomerPayment> payment, CancellationToken cancellation) => database.InTransactionAsync(
        async transaction =>
        {
            var what = payment.What;
            var request = new SqlQuery.Key(RequestKey.Of(what.Actor, payment.RequestId));
            if (await CustomerRows.FindRequestAsync(transaction, request).ConfigureAwait(false) is { } kept)
                return kept.Hash == payment.RequestHash
                    ? await CustomerRows.ReadAsync(transaction, Payments, what.Customer, kept, ReadPayment)
                        .ConfigureAwait(false)
                    : null;

            await CustomerRows.KeepRequestAsync(
                transaction, request, new(payment.RequestHash, StoredTime.Of(what.OccurTime), what.Id))
                .ConfigureAwait(false);
            await transaction.ExecuteAsync(Insert(what)).ConfigureAwait(false);
            return what;
        },
        cancellation);

    public Task<IReadOnlyList<CustomerContact>> ListContactsAsync(RecordQuery query, CancellationToken cancellation) =>
        database.QueryAsync(CustomerRows.Page(Contacts, query), ReadContact, cancellation);

    public Task<IReadOnlyList<CustomerPayment>> ListPaymentsAsync(RecordQuery query, CancellationToken cancellation) =>
        database.QueryAsync(CustomerRows.Page(Payments, query), ReadPayment, cancellation);

    private static SqlQuery Insert(CustomerContact what) => new SqlQuery(
        "insert into customer_contacts (id, customer, time, record_time, actor, kind, channel, summary, reference, "
        + "service, agent) values (@id, @customer, @time, @recorded, @actor, @kind, @channel, @summary, @reference, "
        + "@service, @agent)")
        .With("id", what.Id)
        .With("customer", StoredText.Of(what.Customer))
        .With("time", StoredTime.Of(what.OccurTime))
        .With("recorded", StoredTime.Of(what.RecordTime))
        .With("actor", StoredText.Of(what.Actor))
        .With("kind", (int)what.Kind)
        .With("channel", (int)what.Channel)
        .With("summary", StoredText.Of(what.Summary))
        .With("reference", StoredText.Of(what.Reference))
        .With("service", StoredText.OrNull(what.Service))
        .With("agent", StoredText.Of(what.Agent));

    private static SqlQuery Insert(CustomerPayment what) => new SqlQuery(
        "insert into customer_payments (id, customer, time, record_time, actor, kind, amount, currency, account, "
        + "reference, service, description) values (@id, @customer, @time, @recorded, @actor, @kind, @amount, "
        + "@currency, @account, @reference, @service, @description)")
        .With("id", what.Id)
        .With("customer", StoredText.Of(what.Customer))
        .With("time", StoredTime.Of(what.OccurTime))
        .With("recorded", StoredTime.Of(what.RecordTime))
        .With("actor", StoredText.Of(what.Actor))
        .With("kind", (int)what.Kind)
        .With("amount", what.Amount.ToString(CultureInfo.InvariantCulture))
        .With("currency", StoredText.Of(what.Currency))
        .With("account", StoredText.Of(what.Account))
        .With("reference", StoredText.Of(what.Reference))
        .With("service", StoredText.OrNull(what.Service))
        .With("description", StoredText.Of(what.Description));

    private static CustomerContact ReadContact(DbDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        StoredTime.Read(row.GetInt64(2)),
        StoredTime.Read(row.GetInt64(3)),
        row.GetString(4))
    {
        Kind = (ContactKind)row.GetInt32(5),
        Channel = (Channel)row.GetInt32(6),
        Summary = row.GetString(7),
        Reference = row.GetString(8),
        Service = row.IsDBNull(9) ? "" : row.GetString(9),
        Agent = row.GetString(10),
    };

    private static CustomerPayment ReadPayment(DbDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        StoredTime.Read(row.GetInt64(2)),
        StoredTime.Read(row.GetInt64(3)),
        row.GetString(4))
    {
        Kind = (PaymentKind)row.GetInt32(5),
        Amount = decimal.Parse(row.GetString(6), CultureInfo.InvariantCulture),
        Currency = row.GetString(7),
        Account = row.GetString(8),
        Reference = row.GetString(9),
        Service = row.IsDBNull(10) ? "" : row.GetString(10),
        Description = row.GetString(11),
    };
}
