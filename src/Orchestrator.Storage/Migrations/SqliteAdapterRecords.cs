using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Orchestrator.Storage.Migrations;

/// <summary>What adapters keep about their calls, sealed.</summary>
[DbContext(typeof(SqliteSchema))]
[Migration(SchemaVersion.AdapterRecords)]
internal sealed class SqliteAdapterRecords : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        create table adapter_records (
            instance text not null,
            key text not null,
            content blob not null,
            time integer not null,
            primary key (instance, key)
        ) strict;
        """);
}
