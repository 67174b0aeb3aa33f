using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Orchestrator.Storage.Migrations;

/// <summary>Products in versions, which never change. What was there before is the first one.</summary>
[DbContext(typeof(PostgresSchema))]
[Migration(SchemaVersion.ProductVersions)]
internal sealed class PostgresProductVersions : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        create table product_versions (
            id text collate "C" not null,
            version integer not null,
            publish_time bigint not null,
            content bytea not null,
            content_hash text not null,
            author text not null,
            reason text not null,
            primary key (id, version)
        );

        create table product_requests (
            request uuid primary key,
            request_hash text not null,
            id text collate "C" not null,
            version integer not null
        );

        insert into product_versions (id, version, publish_time, content, content_hash, author, reason)
            select id, 1, (extract(epoch from now()) * 1000000)::bigint, content, '', '', 'Before products had versions'
            from products;
        drop table products;
        """);
}
