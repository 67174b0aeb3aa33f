using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Orchestrator.Storage.Migrations;

/// <summary>
/// What several servers on one database need: who they are and how it is with each, what people decided about them, the
/// leases of the shards, lanes and commands that go from one to another. Rows of shards and nodes are changed every few
/// seconds: there is room on their page for it.
/// </summary>
[DbContext(typeof(PostgresSchema))]
[Migration(SchemaVersion.Cluster)]
internal sealed class PostgresCluster : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(Tables);
        migrationBuilder.Sql(Guard);
        migrationBuilder.Sql(TakeShards);
        migrationBuilder.Sql(PostgresLanes.Functions);
    }

    private const string Tables =
        """
        alter table shards drop column owner, drop column since,
            add column owner bigint not null default 0,
            add column lease_until timestamptz not null default '-infinity',
            add column lanes_kept boolean not null default false,
            add column lanes_since timestamptz not null default '-infinity';
        alter table shards set (fillfactor = 20);
        insert into shards (shard, token) select shard, 0 from generate_series(0, 63) as shard on conflict do nothing;

        create sequence node_numbers;
        create table nodes (
            number bigint not null default nextval('node_numbers'),
            started timestamptz not null default clock_timestamp(),
            heartbeat timestamptz not null default clock_timestamp(),
            oldest_step interval not null default '0',
            oldest_command interval not null default '0',
            oldest_write interval not null default '0',
            calls integer not null default 0,
            calls_waiting integer not null default 0,
            writes integer not null default 0,
            draining boolean not null default false,
            leaving boolean not null default false,
            id text collate "C" primary key,
            address text not null,
            host text not null,
            version text not null,
            sealing_key text not null,
            activations integer[] not null default array_fill(0, array[64])
        ) with (fillfactor = 50);

        create table node_decisions (
            time bigint not null,
            number bigint generated always as identity,
            drains integer not null,
            forced integer not null,
            request uuid not null unique,
            request_hash text not null,
            node text collate "C" not null,
            actor text not null,
            reason text not null,
            ticket text not null,
            primary key (node, number)
        );

        create table commands (
            activation bigint not null,
            number bigint generated always as identity,
            asker bigint not null,
            sent timestamptz not null default clock_timestamp(),
            content text not null,
            answer text,
            primary key (activation, number)
        );
        create index commands_open on commands (number) where answer is null;
        create index commands_answered on commands (asker) where answer is not null;

        create table lanes (
            activation bigint not null,
            number bigint generated always as identity,
            period interval,
            calls integer,
            width integer not null default 1,
            turn integer not null default 0,
            place integer,
            asks boolean not null default true,
            name text collate "C" not null,
            step text collate "C" not null,
            primary key (name, activation, step)
        );
        create unique index lanes_holder on lanes (name, place) where place is not null;
        create index lanes_queue on lanes (name, number);

        create table lane_begins (
            at timestamptz not null,
            until timestamptz not null,
            number bigint generated always as identity,
            name text collate "C" not null,
            primary key (name, at, number)
        );

        create function shard_of(activation bigint) returns smallint
        language sql immutable as $$ select ((activation >> 15) & 63)::smallint $$;

        -- The key of the lock that a node's writers share, and that who takes its shards takes alone.
        create function writers_of(node bigint) returns integer
        language sql stable as $$ select hashint8('shards'::regclass::oid::bigint * 1048583 + node) $$;
        """;

    /// <summary>
    /// The rules that a batch must keep before anything of it is written. All writers of a node share the lock; who
    /// takes its shards takes it alone, and so waits for writes that have passed the check. The token is checked for
    /// exactly the shards that are written; <c>required</c> has one for each shard, from 1 on.
    /// </summary>
    private const string Guard =
        """
        create function guard_write(node bigint, wanted smallint[], required bigint[], written bigint[], befores integer[]) returns void
        language plpgsql as $$
        declare
            wrong record;
        begin
            perform pg_advisory_xact_lock_shared(1330793283, writers_of(node));
            if (select count(*) from shards where shard = any(wanted) and token = required[shard + 1]) <> cardinality(wanted) then
                raise exception 'these shards have another owner: %', (
                    select string_agg(shard::text, ',') from shards where shard = any(wanted) and token <> required[shard + 1])
                    using errcode = 'ORC01';
            end if;

            select * into wrong
            from (
                select w.activation, w.before, (select max(j.sequence) from journal j where j.activation = w.activation) as last
                from unnest(written, befores) as w (activation, before)) as history
            where history.last is distinct from history.before
            limit 1;
            if found then
                raise exception 'activation % has % events, not %', wrong.activation, wrong.last, wrong.before using errcode = 'ORC02';
            end if;
        end
        $$;
        """;

    /// <summary>
    /// The writes of the owner before that are past their check are waited for; only then the token changes, so none of
    /// them ends after it.
    /// </summary>
    private const string TakeShards =
        """
        create function take_shards(node bigint, former bigint, wanted smallint[], duration interval)
        returns table (taken smallint, new_token bigint)
        language plpgsql as $$
        declare
            before record;
        begin
            perform set_config('lock_timeout', '2000', true);
            perform pg_advisory_xact_lock(1330793284, 'shards'::regclass::oid::integer);
            for before in
                select distinct owner from shards
                where shard = any(wanted) and owner <> 0 and (lease_until <= clock_timestamp() or owner = former)
                order by owner
            loop
                perform pg_advisory_xact_lock(1330793283, writers_of(before.owner));
            end loop;

            return query
                update shards set owner = node, token = token + 1, lease_until = clock_timestamp() + duration
                where shard = any(wanted) and (owner = 0 or lease_until <= clock_timestamp() or owner = former)
                returning shard, token;
        end
        $$;
        """;
}
