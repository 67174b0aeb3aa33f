using Orchestrator.Core.Sagas;
using Orchestrator.Storage.Rows;

namespace Orchestrator.Storage.Postgres;

/// <summary>The statements of a batch. Each takes any number of rows, as an array per column.</summary>
internal static class PostgresSql
{
    public const string Guard = "select guard_write($1, $2, $3, $4, $5)";

    /// <summary>Completed activations need no row.</summary>
    public const string Complete = "delete from activation_states where activation = any($1)";

    public const string KeepStates =
        """
        insert into activation_states (activation, wake, state, open_service, fallout_adapters)
        select * from unnest($1::bigint[], $2::bigint[], $3::smallint[], $4::text[], $5::text[])
        on conflict (activation) do update set
            wake = excluded.wake, state = excluded.state, open_service = excluded.open_service, fallout_adapters = excluded.fallout_adapters
        """;

    /// <summary>
    /// Starts whose request is there already are passed over, with their journal; the ids of the others come back.
    /// Looking first costs the log nothing; ON CONFLICT DO NOTHING would write a record more for each row. Put like
    /// this, it is looked up row by row; NOT EXISTS would be a join that reads the whole index.
    /// </summary>
    public const string Start = StartHead + " where (select there.id from activations there where there.request = starts.request) is null " + StartTail;

    /// <summary>
    /// For a write with more in it than a start: there, a request that is there already undoes the batch.
    /// </summary>
    public const string StartOrFail = StartHead + " " + StartTail;

    public const string Append =
        "insert into journal (activation, time, sequence, events) select * from unnest(" + JournalColumns.Types + ")";

    public static string KeepServices { get; } =
        $"""
        insert into services (activation, state, id, customer, product, input, product_version, create_time, active_time, end_time,
            reason)
        select * from unnest($1::bigint[], $2::smallint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::integer[],
            $8::bigint[], $9::bigint[], $10::bigint[], $11::text[])
        on conflict (id) do update set
            activation = excluded.activation, state = excluded.state, customer = excluded.customer, product = excluded.product,
            input = excluded.input, product_version = excluded.product_version, create_time = excluded.create_time,
            active_time = excluded.active_time, end_time = excluded.end_time, reason = excluded.reason
        where {LedgerSql.MayFollow}
        """;

    /// <summary>
    /// Undoes the batch, by a division by zero, where a service has changed since an activation that takes it was told of
    /// it, <see cref="ServiceRules.HasChanged"/>. It comes after the statements that take services: whoever had one
    /// before has committed by then, and nobody else gets it until this batch has, so nothing need be locked.
    /// </summary>
    public const string RefuseChanged =
        """
        select from unnest($1::text[], $2::bigint[], $3::smallint[], $4::text[], $5::integer[], $6::text[])
            as seen (id, activation, state, product, product_version, input)
        where (select s.activation = seen.activation and s.state = seen.state and s.product = seen.product
                and s.product_version = seen.product_version and s.input is not distinct from seen.input
            from services s where s.id = seen.id) is false
        having 1 / (count(*) = 0)::integer = 1
        """;

    /// <summary>
    /// Only where the write is the activation's last one: a start that was passed over changes nothing.
    /// </summary>
    public const string ForgetAwaited =
        """
        delete from awaited_events there using unnest($1::bigint[], $2::integer[], $3::text[]) as row (activation, last, name)
        where there.name = row.name and there.activation = row.activation
            and row.last = (select max(j.sequence) from journal j where j.activation = row.activation)
        """;

    /// <summary>The same.</summary>
    public const string KeepAwaited =
        """
        insert into awaited_events (activation, name, correlation)
        select row.activation, row.name, row.correlation
        from unnest($1::bigint[], $2::integer[], $3::text[], $4::text[]) as row (activation, last, name, correlation)
        where row.last = (select max(j.sequence) from journal j where j.activation = row.activation)
        on conflict (name, activation) do update set correlation = excluded.correlation
        """;

    public const string ForgetEnds =
        """
        delete from ended_children there using unnest($1::bigint[], $2::bigint[]) as row (child, number)
        where there.child = row.child and there.number <= row.number
        """;

    /// <summary>Only where that event is there: a start that was passed over changes nothing.</summary>
    public const string KeepEnds =
        """
        insert into ended_children (child, number)
        select row.child, row.number from unnest($1::bigint[], $2::bigint[]) as row (child, number)
        where (select max(j.sequence) from journal j where j.activation = row.child) >= row.number
        on conflict (child) do update set number = excluded.number
        """;

    private const string StartHead =
        """
        with starts as (
            select * from unnest($1::bigint[], $2::bigint[], $3::smallint[], $4::text[], $5::text[], $6::uuid[], $7::smallint[],
                $8::smallint[], $9::text[], $10::text[], $11::text[], $12::text[], $13::jsonb[], $14::bigint[])
            as start (id, wake, state, open_service, fallout_adapters, request, action, channel, customer, service, product,
                order_reference, labels, parent)
        ), begun as (
            insert into activations (id, request, action, channel, customer, service, product, order_reference, labels, parent)
            select id, request, action, channel, customer, service, product, order_reference, labels, parent from starts
        """;

    private const string StartTail =
        """
        returning id), states as (
            insert into activation_states (activation, wake, state, open_service, fallout_adapters)
            select id, wake, state, open_service, fallout_adapters from starts join begun using (id) where state <> 5
        ), journal as (
            insert into journal (activation, time, sequence, events)
            select row.* from unnest($15::bigint[], $16::bigint[], $17::integer[], $18::text[]) as row (activation, time, sequence, events)
            join begun on begun.id = row.activation
        )
        select id from begun
        """;
}
