using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Orchestrator.Storage.Migrations;

/// <summary>Audits, their parts, what they found, and what happened to that. At most one audit is open.</summary>
[DbContext(typeof(PostgresSchema))]
[Migration(SchemaVersion.Audit)]
internal sealed class PostgresAudit : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        create table audit_runs (
            number bigint primary key,
            create_time bigint not null,
            end_time bigint,
            claimed_until bigint not null,
            state integer not null,
            is_open integer,
            request uuid not null unique,
            request_hash text not null,
            adapters text not null,
            actor text not null,
            reason text not null,
            owner text not null
        );
        create unique index audit_runs_open on audit_runs (is_open) where is_open = 1;

        create table audit_parts (
            audit bigint not null,
            name text collate "C" not null,
            state integer not null,
            message text not null,
            listed bigint not null,
            held bigint not null,
            found bigint not null,
            unsettled bigint not null,
            resolved bigint not null,
            start_time bigint,
            end_time bigint,
            primary key (audit, name)
        );

        create table audit_findings (
            id text collate "C" primary key,
            kind integer not null,
            state integer not null,
            per_year bigint not null,
            first_seen bigint not null,
            last_seen bigint not null,
            audit bigint not null,
            resolved_time bigint,
            accepted_until bigint,
            fix bigint not null,
            part text collate "C" not null,
            adapter text collate "C" not null,
            service text collate "C",
            customer text collate "C",
            product text collate "C",
            content text not null
        );
        create index audit_findings_part on audit_findings (part) where state <> 4;
        create index audit_findings_list on audit_findings (per_year, id);
        create index audit_findings_service on audit_findings (service) where service is not null;
        create index audit_findings_customer on audit_findings (customer) where customer is not null;

        create table audit_finding_events (
            finding text collate "C" not null,
            number bigint not null,
            kind integer not null,
            time bigint not null,
            until bigint,
            activation bigint not null,
            request uuid,
            actor text not null,
            reason text not null,
            ticket text not null,
            request_hash text,
            primary key (finding, number)
        );
        create unique index audit_finding_events_request on audit_finding_events (request) where request is not null;
        """);
}
