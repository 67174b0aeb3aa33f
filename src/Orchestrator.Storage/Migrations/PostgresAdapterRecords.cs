using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Orchestrator.Storage.Migrations;

/// <summary>What adapters keep about their calls, sealed.</summary>
[DbContext(typeof(PostgresSchema))]
[Migration(SchemaVersion.AdapterRecords)]
internal sealed class PostgresAdapterRecords : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        create table adapter_records (
            instance text collate "C" not null,
            key text collate "C" not null,
            content bytea not null,
            time bigint not null,
            primary key (instance, key)
        );
        """);
}
