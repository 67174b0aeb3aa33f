using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Orchestrator.Storage.Migrations;

/// <summary>
/// Orders with due times that have not finished: few, and gone with their activations; so those that are in danger are
/// found without reading the journal.
/// </summary>
[DbContext(typeof(SqliteSchema))]
[Migration(SchemaVersion.Analysis)]
internal sealed class SqliteAnalysis : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        create table due_times (
            activation integer primary key,
            due integer not null,
            version integer not null,
            in_jeopardy integer not null,
            workflow text not null
        ) strict;
        create index due_times_due on due_times (due, activation);
        create index due_times_workflow on due_times (workflow, version, due, activation);
        create index due_times_in_jeopardy on due_times (activation) where in_jeopardy = 1;
        """);
}
