using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Orchestrator.Storage.Migrations;

/// <summary>A SQLite database has one server: there is nothing to add.</summary>
[DbContext(typeof(SqliteSchema))]
[Migration(SchemaVersion.Cluster)]
internal sealed class SqliteCluster : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
    }
}
