using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Orchestrator.Storage.Migrations;

/// <summary>Audits, their parts, what they found, and what happened to that. At most one audit is open.</summary>
[DbContext(typeof(SqliteSchema))]
[Migration(SchemaVersion.Audit)]
internal sealed class SqliteAudit : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        create table audit_runs (
            number integer primary key,
            state integer not null,
            is_open integer,
            adapters text not null,
            actor text not null,
            reason text not null,
            request blob not null unique,
            request_hash text not null,
            create_time integer not null,
            end_time integer,
            owner text not null,
            claimed_until integer not null
        ) strict;
        create unique index audit_runs_open on audit_runs (is_open) where is_open = 1;

        create table audit_parts (
            audit integer not null,
            name text not null,
            state integer not null,
            message text not null,
            listed integer not null,
            held integer not null,
            found integer not null,
            unsettled integer not null,
            resolved integer not null,
            start_time integer,
            end_time integer,
            primary key (audit, name)
        ) strict, without rowid;

        create table audit_findings (
            id text primary key,
            kind integer not null,
            part text not null,
            adapter text not null,
            service text,
            customer text,
            product text,
            per_year integer not null,
            content text not null,
            state integer not null,
            first_seen integer not null,
            last_seen integer not null,
            audit integer not null,
            resolved_time integer,
            accepted_until integer,
            fix integer not null
        ) strict, without rowid;
        create index audit_findings_part on audit_findings (part) where state <> 4;
        create index audit_findings_list on audit_findings (per_year, id);
        create index audit_findings_service on audit_findings (service) where service is not null;
        create index audit_findings_customer on audit_findings (customer) where customer is not null;

        create table audit_finding_events (
            finding text not null,
            number integer not null,
            kind integer not null,
            time integer not null,
            actor text not null,
            reason text not null,
            ticket text not null,
            until integer,
            activation integer not null,
            request blob,
            request_hash text,
            primary key (finding, number)
        ) strict, without rowid;
        create unique index audit_finding_events_request on audit_finding_events (request) where request is not null;
        """);
}
