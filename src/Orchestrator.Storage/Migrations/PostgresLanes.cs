namespace Orchestrator.Storage.Migrations;

/// <summary>
/// The functions that change lanes. That a lane has one holder is the unique index's; that the queue moves on is seen
/// to under a lock per lane, so that nobody joins a queue while it is found to be empty.
/// </summary>
internal static class PostgresLanes
{
    public const string Functions =
        """
        create function tell(word text) returns void
        language sql as $$ select pg_notify('orchestrator_' || 'shards'::regclass::oid, word) $$;

        -- The first of a lane that nobody has gets it, once all uses of lanes are known.
        create function grant_lanes(names text[]) returns void
        language plpgsql as $$
        declare
            given record;
        begin
            if exists (select from shards where not lanes_kept) then
                return;
            end if;

            for given in
                update lanes set held = true
                where (name, number) in (
                    select q.name, min(q.number) from lanes q
                    where q.name = any(names) and not exists (select from lanes h where h.name = q.name and h.held)
                    group by q.name)
                returning name, activation, step
            loop
                perform tell('lane ' || json_build_array(given.activation::text, given.step, given.name));
            end loop;
        end
        $$;

        -- Steps come to lanes and leave them, in order; those that have what they ask for come back.
        create function change_lanes(node bigint, wants boolean[], names text[], activations bigint[], steps text[])
        returns table (lane text, owner bigint, by_step text)
        language plpgsql as $$
        declare
            change record;
        begin
            perform pg_advisory_xact_lock_shared(1330793286, 'shards'::regclass::oid::integer);
            for change in select distinct hashtext('shards'::regclass::oid || n) as key from unnest(names) n order by key loop
                perform pg_advisory_xact_lock(1330793285, change.key);
            end loop;

            for change in
                select * from unnest(wants, names, activations, steps) with ordinality as u (want, name, activation, step, place)
                where exists (select from shards s where s.shard = shard_of(u.activation) and s.owner = node)
                order by place
            loop
                if change.want then
                    insert into lanes (name, activation, step) values (change.name, change.activation, change.step)
                    on conflict do nothing;
                else
                    delete from lanes l
                    where l.name = change.name and l.activation = change.activation and l.step = change.step;
                end if;
            end loop;

            perform grant_lanes(names);
            return query
                select l.name, l.activation, l.step from lanes l
                join unnest(wants, names, activations, steps) as u (want, name, activation, step)
                on u.want and l.name = u.name and l.activation = u.activation and l.step = u.step
                where l.held;
        end
        $$;

        -- These are all uses of lanes in the shards, as far as the node still owns them.
        create function keep_lanes(node bigint, given smallint[], names text[], activations bigint[], steps text[], haves boolean[])
        returns void
        language plpgsql as $$
        declare
            own smallint[];
        begin
            perform pg_advisory_xact_lock(1330793286, 'shards'::regclass::oid::integer);
            own := array(select shard from shards where shard = any(given) and owner = node);
            delete from lanes l
            where shard_of(l.activation) = any(own) and not exists (
                select from unnest(names, activations, steps) as u (name, activation, step)
                where u.name = l.name and u.activation = l.activation and u.step = l.step);
            insert into lanes (name, activation, step, held)
            select distinct on (u.name) u.name, u.activation, u.step, true
            from unnest(names, activations, steps, haves) as u (name, activation, step, has)
            where u.has and shard_of(u.activation) = any(own) and not exists (select from lanes h where h.name = u.name and h.held)
            on conflict (name, activation, step) do update set held = true;
            update shards set lanes_kept = true where shard = any(own) and not lanes_kept;
            perform grant_lanes(array(select distinct q.name from lanes q
                where not exists (select from lanes h where h.name = q.name and h.held)));
        end
        $$;

        -- A node that owns everything keeps lanes in memory.
        create function forget_lanes(node bigint) returns boolean
        language plpgsql as $$
        begin
            perform pg_advisory_xact_lock(1330793286, 'shards'::regclass::oid::integer);
            if exists (select from shards where owner <> node or lease_until <= clock_timestamp()) then
                return false;
            end if;

            delete from lanes;
            update shards set lanes_kept = false where lanes_kept;
            return true;
        end
        $$;
        """;
}
