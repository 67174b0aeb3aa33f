using System.Data.Common;
using System.Globalization;
using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Ports;
using Orchestrator.Storage.Rows;

namespace Orchestrator.Storage.Sql;

/// <summary>Contacts and payments: the same statements for both databases.</summary>
internal sealed class SqlCustomerRecords(IDatabase database) : ICustomerRecords
{
    private const string Columns = "id, customer, time, record_time, actor, service, reference, kind";
    private const string Values = "@id, @customer, @time, @recorded, @actor, @service, @reference, @kind";
    private const string Contacts = $"select {Columns}, channel, summary, agent from customer_contacts";
    private const string Payments = $"select {Columns}, amount, currency, account, description from customer_payments";

    public Task<CustomerContact?> KeepAsync(NewRecord<CustomerContact> contact, CancellationToken cancellation) =>
        KeepAsync(contact, Contacts, Insert, ReadContact, cancellation);

    public Task<CustomerPayment?> KeepAsync(NewRecord<CustomerPayment> payment, CancellationToken cancellation) =>
        KeepAsync(payment, Payments, Insert, ReadPayment, cancellation);

    public Task<IReadOnlyList<CustomerContact>> ListContactsAsync(RecordQuery query, CancellationToken cancellation) =>
        database.QueryAsync(CustomerRows.Page(Contacts, query), ReadContact, cancellation);

    public Task<IReadOnlyList<CustomerPayment>> ListPaymentsAsync(RecordQuery query, CancellationToken cancellation) =>
        database.QueryAsync(CustomerRows.Page(Payments, query), ReadPayment, cancellation);

    private Task<T?> KeepAsync<T>(
        NewRecord<T> record,
        string columns,
        Func<T, SqlQuery> insert,
        Func<DbDataReader, T> read,
        CancellationToken cancellation)
        where T : CustomerRecord => database.InTransactionAsync(
        async transaction =>
        {
            var what = record.What;
            var request = new SqlQuery.Key(RequestKey.Of(what.Actor, record.RequestId));
            if (await CustomerRows.FindRequestAsync(transaction, request).ConfigureAwait(false) is { } kept)
                return kept.Hash == record.RequestHash
                    ? await CustomerRows.ReadAsync(transaction, columns, what.Customer, kept, read).ConfigureAwait(false)
                    : null;

            await CustomerRows.KeepRequestAsync(
                transaction, request, new(record.RequestHash, StoredTime.Of(what.OccurTime), what.Id))
                .ConfigureAwait(false);
            await transaction.ExecuteAsync(insert(what)).ConfigureAwait(false);
            return what;
        },
        cancellation);

    private static SqlQuery Insert(CustomerContact what) => Insert(
        $"insert into customer_contacts ({Columns}, channel, summary, agent) values ({Values}, @channel, @summary, @agent)",
        what,
        (int)what.Kind)
        .With("channel", (int)what.Channel)
        .With("summary", StoredText.Of(what.Summary))
        .With("agent", StoredText.Of(what.Agent));

    private static SqlQuery Insert(CustomerPayment what) => Insert(
        $"insert into customer_payments ({Columns}, amount, currency, account, description) "
            + $"values ({Values}, @amount, @currency, @account, @description)",
        what,
        (int)what.Kind)
        .With("amount", what.Amount.ToString(CultureInfo.InvariantCulture))
        .With("currency", StoredText.Of(what.Currency))
        .With("account", StoredText.Of(what.Account))
        .With("description", StoredText.Of(what.Description));

    private static SqlQuery Insert(string text, CustomerRecord what, int kind) => new SqlQuery(text)
        .With("id", what.Id)
        .With("customer", StoredText.Of(what.Customer))
        .With("time", StoredTime.Of(what.OccurTime))
        .With("recorded", StoredTime.Of(what.RecordTime))
        .With("actor", StoredText.Of(what.Actor))
        .With("service", StoredText.OrNull(what.Service))
        .With("reference", StoredText.Of(what.Reference))
        .With("kind", kind);

    private static CustomerContact ReadContact(DbDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        StoredTime.Read(row.GetInt64(2)),
        StoredTime.Read(row.GetInt64(3)),
        row.GetString(4))
    {
        Service = row.IsDBNull(5) ? "" : row.GetString(5),
        Reference = row.GetString(6),
        Kind = (ContactKind)row.GetInt32(7),
        Channel = (Channel)row.GetInt32(8),
        Summary = row.GetString(9),
        Agent = row.GetString(10),
    };

    private static CustomerPayment ReadPayment(DbDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        StoredTime.Read(row.GetInt64(2)),
        StoredTime.Read(row.GetInt64(3)),
        row.GetString(4))
    {
        Service = row.IsDBNull(5) ? "" : row.GetString(5),
        Reference = row.GetString(6),
        Kind = (PaymentKind)row.GetInt32(7),
        Amount = decimal.Parse(row.GetString(8), CultureInfo.InvariantCulture),
        Currency = row.GetString(9),
        Account = row.GetString(10),
        Description = row.GetString(11),
    };
}
