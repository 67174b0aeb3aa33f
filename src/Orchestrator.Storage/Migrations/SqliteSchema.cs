using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Orchestrator.Storage.Rows;

namespace Orchestrator.Storage.Migrations;

/// <summary>What EF Core's migrator needs; no entities.</summary>
internal sealed class SqliteSchema(DbContextOptions<SqliteSchema> options) : DbContext(options);

/// <summary>
/// The first schema. The journal is kept in the order of its key: an activation's history is in one place, and a row is
/// written once. An order of writing with an index beside it was a fifth slower with hundreds in flight, and a fifth
/// faster with thousands. Labels are rows of their own, found by name and value. Columns that hold nothing for most
/// activations are indexed only where they hold something.
/// </summary>
[DbContext(typeof(SqliteSchema))]
[Migration(SchemaVersion.Initial)]
internal sealed class SqliteInitial : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        $"""
        create table shards (
            shard integer primary key,
            token integer not null,
            owner text,
            since integer not null
        ) strict;

        create table journal (
            activation integer not null,
            sequence integer not null,
            time integer not null,
            events text not null,
            primary key (activation, sequence)
        ) strict, without rowid;

        -- The journal as it is to be read: JSON in full.
        create view journal_events as
            {EventPhrases.JournalInFull("char")};

        create table activations (
            id integer primary key,
            request blob,
            action integer not null,
            channel integer not null,
            customer text not null,
            service text,
            product text,
            order_reference text,
            parent integer
        ) strict;
        create unique index activations_request on activations (request) where request is not null;
        create index activations_customer on activations (customer);
        create index activations_service on activations (service) where service is not null;
        create index activations_product on activations (product) where product is not null;
        create index activations_order_reference on activations (order_reference) where order_reference is not null;
        create index activations_parent on activations (parent) where parent is not null;

        create table activation_labels (
            name text not null,
            value text not null,
            activation integer not null,
            primary key (name, value, activation)
        ) strict, without rowid;

        create table activation_states (
            activation integer primary key,
            state integer not null,
            wake integer,
            open_service text,
            fallout_adapters text
        ) strict;
        create unique index activation_states_open_service on activation_states (open_service) where open_service is not null;
        create index activation_states_wake on activation_states (wake) where wake > 0;
        create index activation_states_state on activation_states (state) where state <> 1;
        create index activation_states_fallout on activation_states (activation) where fallout_adapters is not null;

        create table services (
            id text primary key,
            customer text not null,
            product text not null,
            state integer not null,
            activation integer not null,
            input text
        ) strict, without rowid;

        create table workflow_versions (
            definition text not null,
            version integer not null,
            display_name text not null,
            description text not null,
            content blob not null,
            content_hash text not null,
            adapters text not null,
            author text not null,
            publish_time integer not null,
            is_retired integer not null,
            primary key (definition, version)
        ) strict;

        create table workflow_requests (
            request blob primary key,
            request_hash text not null,
            definition text not null,
            version integer not null
        ) strict, without rowid;

        create table products (
            id text primary key,
            content blob not null
        ) strict;
        """);
}
