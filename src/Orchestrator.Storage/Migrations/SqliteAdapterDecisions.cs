using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Orchestrator.Storage.Migrations;

/// <summary>What people decided about adapter instances.</summary>
[DbContext(typeof(SqliteSchema))]
[Migration(SchemaVersion.AdapterDecisions)]
internal sealed class SqliteAdapterDecisions : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        create table adapter_decisions (
            number integer primary key,
            time integer not null,
            holds integer not null,
            request blob not null unique,
            request_hash text not null,
            adapter text not null,
            actor text not null,
            reason text not null,
            ticket text not null
        ) strict;
        create index adapter_decisions_adapter on adapter_decisions (adapter, number);
        """);
}
