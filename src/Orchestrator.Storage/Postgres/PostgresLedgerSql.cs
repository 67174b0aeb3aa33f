using Orchestrator.Storage.Rows;

namespace Orchestrator.Storage.Postgres;

/// <summary>The statements of a batch about what services hold. Each takes any number of rows.</summary>
internal static class PostgresLedgerSql
{
    /// <summary>
    /// All services that the batch is about, in one order in all batches, so that two of them never wait for each
    /// other. Whoever ends a service, and whoever adds to what it holds, goes past its row: one of them sees what the
    /// other has written.
    /// </summary>
    public const string Lock = "select from services where id = any($1) order by id for no key update";

    public const string Hold =
        """
        insert into service_resources (service, adapter, kind, external_id, activation, step, key, since, attributes)
        select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::text[], $7::text[], $8::bigint[],
            $9::text[])
        on conflict (service, adapter, kind, external_id) do update set attributes = excluded.attributes
        """;

    public const string Release =
        """
        delete from service_resources r
        using unnest($1::text[], $2::text[], $3::text[], $4::text[]) as row (service, adapter, kind, external_id)
        where r.service = row.service and r.adapter = row.adapter and r.kind = row.kind and r.external_id = row.external_id
        """;

    public const string Undo =
        """
        delete from service_resources r
        using unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::text[])
            as row (service, adapter, kind, external_id, activation, step)
        where r.service = row.service and r.adapter = row.adapter and r.kind = row.kind and r.external_id = row.external_id
            and r.activation = row.activation and r.step = row.step
        """;

    public const string UndoKeys =
        """
        delete from service_resources r using unnest($1::text[], $2::text[]) as row (service, key)
        where r.service = row.service and r.key = row.key
        """;

    /// <summary>
    /// A statement of its own, after those that lock the services: it sees what others had written until then.
    /// </summary>
    public static readonly string Settle =
        $"""
        with incomplete as ({LedgerSql.Incomplete("id = any($1)")} returning id)
        insert into incomplete_teardowns (service)
        select id from incomplete union select id from services where id = any($1) and state = 5
        on conflict do nothing
        """;

    public const string Forget =
        """
        delete from incomplete_teardowns i using services s where i.service = any($1) and s.id = i.service and s.state = 4
        """;
}
