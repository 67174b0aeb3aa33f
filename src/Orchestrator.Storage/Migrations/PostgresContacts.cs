using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Orchestrator.Storage.Migrations;

/// <summary>
/// What was told about customers, and what people decided about incomplete teardowns. Each is kept with its customer, in
/// the order of a timeline; rows are never touched again. A request is looked for without its customer being known.
/// </summary>
[DbContext(typeof(PostgresSchema))]
[Migration(SchemaVersion.Contacts)]
internal sealed class PostgresContacts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        create table customer_requests (
            request uuid primary key,
            time bigint not null,
            request_hash text not null,
            id text collate "C" not null
        );

        create table customer_contacts (
            time bigint not null,
            record_time bigint not null,
            kind smallint not null,
            channel smallint not null,
            customer text collate "C" not null,
            id text collate "C" not null,
            service text collate "C",
            summary text not null,
            reference text not null,
            agent text not null,
            actor text not null,
            primary key (customer, time, id)
        );

        create table customer_payments (
            time bigint not null,
            record_time bigint not null,
            kind smallint not null,
            customer text collate "C" not null,
            id text collate "C" not null,
            service text collate "C",
            amount text not null,
            currency text not null,
            account text not null,
            reference text not null,
            description text not null,
            actor text not null,
            primary key (customer, time, id)
        );

        create table teardown_decisions (
            time bigint not null,
            resources_left integer not null,
            resolution smallint not null,
            state smallint not null,
            customer text collate "C" not null,
            id text collate "C" not null,
            service text collate "C" not null,
            resources text not null,
            actor text not null,
            reason text not null,
            ticket text not null,
            primary key (customer, time, id)
        );
        """);
}
