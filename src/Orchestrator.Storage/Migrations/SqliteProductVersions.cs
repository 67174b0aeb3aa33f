using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Orchestrator.Storage.Migrations;

/// <summary>Products in versions, which never change. What was there before is the first one.</summary>
[DbContext(typeof(SqliteSchema))]
[Migration(SchemaVersion.ProductVersions)]
internal sealed class SqliteProductVersions : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        create table product_versions (
            id text not null,
            version integer not null,
            publish_time integer not null,
            content blob not null,
            content_hash text not null,
            author text not null,
            reason text not null,
            primary key (id, version)
        ) strict, without rowid;

        create table product_requests (
            request blob primary key,
            request_hash text not null,
            id text not null,
            version integer not null
        ) strict, without rowid;

        insert into product_versions (id, version, publish_time, content, content_hash, author, reason)
            select id, 1, unixepoch() * 1000000, content, '', '', 'Before products had versions' from products;
        drop table products;
        """);
}
