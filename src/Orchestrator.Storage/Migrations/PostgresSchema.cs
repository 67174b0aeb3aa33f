using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Orchestrator.Storage.Rows;

namespace Orchestrator.Storage.Migrations;

/// <summary>What EF Core's migrator needs; no entities.</summary>
internal sealed class PostgresSchema(DbContextOptions<PostgresSchema> options) : DbContext(options);

/// <summary>
/// The first schema. journal and activations only ever grow: rows are never touched again, and every index but those of
/// all activations is over the few rows that hold something. What changes is in activation_states, a row per activation
/// that is not COMPLETED. Eight-byte columns come first, so that nothing is lost to alignment. Text is compared byte by
/// byte.
/// </summary>
[DbContext(typeof(PostgresSchema))]
[Migration(SchemaVersion.Initial)]
internal sealed class PostgresInitial : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        $"""
        create table shards (
            token bigint not null,
            since bigint not null,
            shard smallint primary key,
            owner text
        );

        create table journal (
            activation bigint not null,
            time bigint not null,
            sequence integer not null,
            events text not null,
            primary key (activation, sequence)
        );

        -- The journal as it is to be read: JSON in full.
        create view journal_events as
            {EventPhrases.JournalInFull("chr")};

        create table activations (
            id bigint primary key,
            parent bigint,
            request uuid,
            action smallint not null,
            channel smallint not null,
            customer text collate "C" not null,
            service text collate "C",
            product text collate "C",
            order_reference text collate "C",
            labels jsonb
        );
        create unique index activations_request on activations (request) where request is not null;
        create index activations_customer on activations (customer, id);
        create index activations_service on activations (service, id) where service is not null;
        create index activations_product on activations (product, id) where product is not null;
        create index activations_order_reference on activations (order_reference, id) where order_reference is not null;
        create index activations_parent on activations (parent, id) where parent is not null;
        create index activations_labels on activations using gin (labels jsonb_path_ops) with (fastupdate = off)
            where labels is not null;

        create table activation_states (
            activation bigint primary key,
            wake bigint,
            state smallint not null,
            open_service text collate "C",
            fallout_adapters text collate "C"
        ) with (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_cost_delay = 0);
        create unique index activation_states_open_service on activation_states (open_service) where open_service is not null;
        create index activation_states_wake on activation_states (wake) where wake > 0;
        create index activation_states_state on activation_states (state, activation) where state <> 1;
        create index activation_states_fallout on activation_states (activation) where fallout_adapters is not null;

        create table services (
            activation bigint not null,
            state smallint not null,
            id text collate "C" primary key,
            customer text collate "C" not null,
            product text collate "C" not null,
            input text
        );

        create table workflow_versions (
            publish_time bigint not null,
            version integer not null,
            is_retired integer not null,
            definition text collate "C" not null,
            display_name text not null,
            description text not null,
            content bytea not null,
            content_hash text not null,
            adapters text not null,
            author text not null,
            primary key (definition, version)
        );

        create table workflow_requests (
            request uuid primary key,
            version integer not null,
            definition text collate "C" not null,
            request_hash text not null
        );

        create table products (
            id text collate "C" primary key,
            content bytea not null
        );
        """);
}
