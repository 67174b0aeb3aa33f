using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Orchestrator.Storage.Migrations;

/// <summary>
/// How far work that recurs has been done, what was made of the follow-ups of services, and how often the rest of an
/// incomplete teardown was tried.
/// </summary>
[DbContext(typeof(SqliteSchema))]
[Migration(SchemaVersion.Schedule)]
internal sealed class SqliteSchedule : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        create table recurring_work (
            work text not null primary key,
            done_up_to integer not null,
            owner text not null,
            until integer not null,
            end_time integer,
            problem text not null
        ) strict;

        create table service_follow_ups (
            service text not null,
            follow_up text not null,
            due integer not null,
            id text not null,
            time integer not null,
            customer text not null,
            event text not null,
            activation integer not null,
            outcome integer not null,
            note text not null,
            primary key (service, follow_up, due)
        ) strict;
        create index service_follow_ups_customer on service_follow_ups (customer, time, id);

        create table teardown_retries (
            service text not null primary key,
            attempts integer not null,
            next_time integer not null,
            note text not null
        ) strict;
        """);
}
