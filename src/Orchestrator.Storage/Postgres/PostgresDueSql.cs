namespace Orchestrator.Storage.Postgres;

/// <summary>The statements of a batch that are about due times.</summary>
internal static class PostgresDueSql
{
    public const string Forget = "delete from due_times where activation = any($1)";

    /// <summary>Only where that event is there: a start that was passed over changes nothing.</summary>
    public const string Keep =
        """
        insert into due_times (activation, due, version, in_jeopardy, workflow)
        select row.activation, row.due, row.version, row.in_jeopardy, row.workflow
        from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::text[])
            as row (activation, last, due, version, in_jeopardy, workflow)
        where (select max(j.sequence) from journal j where j.activation = row.activation) >= row.last
        on conflict (activation) do update set in_jeopardy = excluded.in_jeopardy
        """;
}
