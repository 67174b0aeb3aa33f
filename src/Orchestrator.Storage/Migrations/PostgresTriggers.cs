using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Orchestrator.Storage.Migrations;

/// <summary>
/// A row for each version that something starts by itself; and when versions were retired, for one before them comes
/// into force then. What was published before starts nothing by itself until it is published anew.
/// </summary>
[DbContext(typeof(PostgresSchema))]
[Migration(SchemaVersion.Triggers)]
internal sealed class PostgresTriggers : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        alter table workflow_versions add column retire_time bigint;

        create table workflow_triggers (
            definition text collate "C" not null,
            version integer not null,
            kind integer not null,
            activity text collate "C" not null,
            value text collate "C" not null,
            primary key (definition, version)
        );
        create index workflow_triggers_event on workflow_triggers (value) where kind = 0;
        """);
}
