using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Orchestrator.Storage.Migrations;

/// <summary>
/// A row for each event that an activation waits for; those that wait for none have none. Whom an event of a name is
/// for is found by the key, and by the index where it is for one correlation id.
/// </summary>
[DbContext(typeof(SqliteSchema))]
[Migration(SchemaVersion.Awaits)]
internal sealed class SqliteAwaits : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        create table awaited_events (
            name text not null,
            activation integer not null,
            correlation text not null,
            primary key (name, activation)
        ) strict, without rowid;
        create index awaited_events_correlation on awaited_events (name, correlation, activation) where correlation <> '';

        create table ended_children (
            child integer primary key,
            number integer not null
        ) strict;
        """);
}
