using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Orchestrator.Storage.Migrations;

/// <summary>
/// What was told about customers, and what people decided about incomplete teardowns: in the order of a timeline.
/// </summary>
[DbContext(typeof(SqliteSchema))]
[Migration(SchemaVersion.Contacts)]
internal sealed class SqliteContacts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        create table customer_requests (
            request blob primary key,
            time integer not null,
            request_hash text not null,
            id text not null
        ) strict, without rowid;

        create table customer_contacts (
            customer text not null,
            time integer not null,
            id text not null,
            record_time integer not null,
            kind integer not null,
            channel integer not null,
            service text,
            summary text not null,
            reference text not null,
            agent text not null,
            actor text not null,
            primary key (customer, time, id)
        ) strict, without rowid;

        create table customer_payments (
            customer text not null,
            time integer not null,
            id text not null,
            record_time integer not null,
            kind integer not null,
            service text,
            amount text not null,
            currency text not null,
            account text not null,
            reference text not null,
            description text not null,
            actor text not null,
            primary key (customer, time, id)
        ) strict, without rowid;

        create table teardown_decisions (
            customer text not null,
            time integer not null,
            id text not null,
            resources_left integer not null,
            resolution integer not null,
            state integer not null,
            service text not null,
            resources text not null,
            actor text not null,
            reason text not null,
            ticket text not null,
            primary key (customer, time, id)
        ) strict, without rowid;
        """);
}
