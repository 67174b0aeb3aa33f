using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Orchestrator.Storage.Migrations;

/// <summary>
/// What services hold outside, kept with the service that it is held for, and found by what it is; since when they are
/// what they are. Whose teardown is incomplete stands in a table of its own, for an index over the states would have to
/// be written whenever any service changes; a row there counts only while the service is in that state.
/// </summary>
[DbContext(typeof(SqliteSchema))]
[Migration(SchemaVersion.Ledger)]
internal sealed class SqliteLedger : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        alter table services add column product_version integer not null default 0;
        alter table services add column create_time integer;
        alter table services add column active_time integer;
        alter table services add column end_time integer;
        alter table services add column reason text not null default '';

        create table service_resources (
            service text not null,
            adapter text not null,
            kind text not null,
            external_id text not null,
            activation integer not null,
            since integer not null,
            step text not null,
            key text not null,
            attributes text,
            primary key (service, adapter, kind, external_id)
        ) strict, without rowid;
        create index service_resources_resource on service_resources (adapter, kind, external_id, service);

        create table incomplete_teardowns (
            service text primary key
        ) strict, without rowid;
        """);
}
