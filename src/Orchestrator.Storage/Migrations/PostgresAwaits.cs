using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Orchestrator.Storage.Migrations;

/// <summary>
/// A row for each event that an activation waits for; those that wait for none have none. Whom an event of a name is
/// for is found by the key, and by the index where it is for one correlation id.
/// </summary>
[DbContext(typeof(PostgresSchema))]
[Migration(SchemaVersion.Awaits)]
internal sealed class PostgresAwaits : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        create table awaited_events (
            activation bigint not null,
            name text collate "C" not null,
            correlation text collate "C" not null,
            primary key (name, activation)
        );
        create index awaited_events_correlation on awaited_events (name, correlation, activation) where correlation <> '';

        create table ended_children (
            child bigint primary key,
            number bigint not null
        );
        """);
}
