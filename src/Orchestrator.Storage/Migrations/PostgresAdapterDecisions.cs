using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Orchestrator.Storage.Migrations;

/// <summary>
/// What people decided about adapter instances, and what each server tells of its own with its heartbeat.
/// </summary>
[DbContext(typeof(PostgresSchema))]
[Migration(SchemaVersion.AdapterDecisions)]
internal sealed class PostgresAdapterDecisions : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        create table adapter_decisions (
            time bigint not null,
            number bigint generated always as identity,
            holds integer not null,
            request uuid not null unique,
            request_hash text not null,
            adapter text collate "C" not null,
            actor text not null,
            reason text not null,
            ticket text not null,
            primary key (adapter, number)
        );

        alter table nodes add column adapters text not null default '[]';
        """);
}
