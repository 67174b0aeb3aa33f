using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Orchestrator.Storage.Migrations;

/// <summary>
/// What services hold outside, kept with the service that it is held for, and found by what it is; since when they are
/// what they are. Whose teardown is incomplete stands in a table of its own, for an index over the states would have to
/// be written whenever any service changes; a row there counts only while the service is in that state.
/// </summary>
[DbContext(typeof(PostgresSchema))]
[Migration(SchemaVersion.Ledger)]
internal sealed class PostgresLedger : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        alter table services
            add column product_version integer not null default 0,
            add column create_time bigint,
            add column active_time bigint,
            add column end_time bigint,
            add column reason text not null default '';

        create table service_resources (
            activation bigint not null,
            since bigint not null,
            service text collate "C" not null,
            adapter text collate "C" not null,
            kind text collate "C" not null,
            external_id text collate "C" not null,
            step text not null,
            key text collate "C" not null,
            attributes text,
            primary key (service, adapter, kind, external_id)
        );
        create index service_resources_resource on service_resources (adapter, kind, external_id, service);

        create table incomplete_teardowns (
            service text collate "C" primary key
        );
        """);
}
