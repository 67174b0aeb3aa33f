using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Orchestrator.Storage.Migrations;

/// <summary>
/// How far work that recurs has been done, what was made of the follow-ups of services, and how often the rest of an
/// incomplete teardown was tried.
/// </summary>
[DbContext(typeof(PostgresSchema))]
[Migration(SchemaVersion.Schedule)]
internal sealed class PostgresSchedule : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        create table recurring_work (
            work text collate "C" not null primary key,
            done_up_to bigint not null,
            owner text not null,
            until bigint not null,
            end_time bigint,
            problem text not null
        );

        create table service_follow_ups (
            service text collate "C" not null,
            follow_up text collate "C" not null,
            due bigint not null,
            id text collate "C" not null,
            time bigint not null,
            customer text collate "C" not null,
            event text not null,
            activation bigint not null,
            outcome integer not null,
            note text not null,
            primary key (service, follow_up, due)
        );
        create index service_follow_ups_customer on service_follow_ups (customer, time, id);

        create table teardown_retries (
            service text collate "C" not null primary key,
            attempts integer not null,
            next_time bigint not null,
            note text not null
        );
        """);
}
