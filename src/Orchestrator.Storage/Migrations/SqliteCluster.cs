using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Orchestrator.Storage.Migrations;

/// <summary>A SQLite database has one server; there is only what people decided about it.</summary>
[DbContext(typeof(SqliteSchema))]
[Migration(SchemaVersion.Cluster)]
internal sealed class SqliteCluster : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        create table node_decisions (
            number integer primary key,
            time integer not null,
            drains integer not null,
            forced integer not null,
            request blob not null unique,
            request_hash text not null,
            node text not null,
            actor text not null,
            reason text not null,
            ticket text not null
        ) strict;
        create index node_decisions_node on node_decisions (node, number);
        """);
}
