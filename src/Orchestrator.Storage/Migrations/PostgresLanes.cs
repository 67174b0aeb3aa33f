namespace Orchestrator.Storage.Migrations;

/// <summary>
/// The functions that change lanes. That a place in a lane has one holder is the unique index's; that no more places
/// are given than there are, no more calls begin than may, and the queue moves on, is seen to under a lock per lane.
/// Time is the database's.
/// </summary>
internal static class PostgresLanes
{
    public const string Functions =
        """
        create function tell(word text) returns void
        language sql as $$ select pg_notify('orchestrator_' || 'shards'::regclass::oid, word) $$;

        -- Whose turn it is in a lane gets it, once all uses of lanes are known: first who is in the lane and wants its next call,
        -- then who came first, as long as there is room and calls may begin. Tells after what time the next one may, where
        -- only time is in its way. What began before lanes were kept here is not known: it is taken for as much as may begin.
        create function grant_lanes(names text[])
        returns table (later text, after interval)
        language plpgsql as $$
        declare
            lane text;
            head record;
            known timestamptz;
            ready timestamptz;
        begin
            if exists (select from shards where not lanes_kept) then
                return;
            end if;

            select max(lanes_since) into known from shards;
            for lane in select distinct n from unnest(names) n loop
                loop
                    select * into head from lanes l
                    where l.name = lane and l.asks and (l.place is not null
                        or (select count(*) from lanes h where h.name = lane and h.place is not null) < l.width)
                    order by l.place is null, l.number
                    limit 1;
                    exit when not found;

                    if head.calls is not null then
                        delete from lane_begins b where b.name = lane and b.until <= clock_timestamp();
                        ready := greatest(known, (select b.at from lane_begins b where b.name = lane
                            order by b.at desc offset head.calls - 1 limit 1)) + head.period;
                        if ready > clock_timestamp() then
                            later := lane;
                            after := ready - clock_timestamp();
                            return next;
                            exit;
                        end if;

                        insert into lane_begins (name, at, until) values (lane, clock_timestamp(), clock_timestamp() + head.period);
                    end if;

                    update lanes l set asks = false, place = coalesce(l.place, free_place(lane))
                    where l.name = lane and l.activation = head.activation and l.step = head.step;
                    perform tell('lane ' || json_build_array(head.activation::text, head.step, lane, head.turn::text));
                end loop;
            end loop;
        end
        $$;

        create function free_place(lane text) returns integer
        language sql as $$
            select min(p) from generate_series(1, (select count(*)::integer + 1 from lanes where name = lane and place is not null)) p
            where not exists (select from lanes h where h.name = lane and h.place = p)
        $$;

        -- Steps come to lanes and leave them, in order; those whose turn it is come back, and lanes in which time is in the way
        -- (at other names too, if they are to be looked at again).
        create function change_lanes(node bigint, wants boolean[], names text[], activations bigint[], steps text[], turns integer[],
            widths integer[], calls integer[], periods interval[], others text[])
        returns table (lane text, owner bigint, by_step text, its_turn integer, wait interval)
        language plpgsql as $$
        declare
            change record;
        begin
            perform pg_advisory_xact_lock_shared(1330793286, 'shards'::regclass::oid::integer);
            for change in select distinct hashtext('shards'::regclass::oid || n) as key from unnest(names || others) n order by key loop
                perform pg_advisory_xact_lock(1330793285, change.key);
            end loop;

            for change in
                select * from unnest(wants, names, activations, steps, turns, widths, calls, periods)
                    with ordinality as u (want, name, activation, step, turn, width, calls, period, place)
                where exists (select from shards s where s.shard = shard_of(u.activation) and s.owner = node)
                order by place
            loop
                if change.want then
                    insert into lanes (name, activation, step, turn, width, calls, period)
                    values (change.name, change.activation, change.step, change.turn, change.width, change.calls, change.period)
                    on conflict on constraint lanes_pkey do update set asks = true, turn = excluded.turn,
                        width = excluded.width, calls = excluded.calls, period = excluded.period;
                else
                    delete from lanes l
                    where l.name = change.name and l.activation = change.activation and l.step = change.step;
                end if;
            end loop;

            return query select g.later, null::bigint, null::text, null::integer, g.after from grant_lanes(names || others) g;
            return query
                select l.name, l.activation, l.step, l.turn, null::interval from lanes l
                join unnest(wants, names, activations, steps) as u (want, name, activation, step)
                on u.want and l.name = u.name and l.activation = u.activation and l.step = u.step
                where l.place is not null and not l.asks;
        end
        $$;

        -- These are all uses of lanes in the shards, as far as the node still owns them. Who is in a lane stays there, even if
        -- it has become too narrow for all of them.
        create function keep_lanes(node bigint, given smallint[], names text[], activations bigint[], steps text[], haves boolean[])
        returns table (lane text, wait interval)
        language plpgsql as $$
        declare
            own smallint[];
            used record;
        begin
            perform pg_advisory_xact_lock(1330793286, 'shards'::regclass::oid::integer);
            own := array(select shard from shards where shard = any(given) and owner = node);
            delete from lanes l
            where shard_of(l.activation) = any(own) and not exists (
                select from unnest(names, activations, steps) as u (name, activation, step)
                where u.name = l.name and u.activation = l.activation and u.step = l.step);
            for used in
                select * from unnest(names, activations, steps, haves) as u (name, activation, step, has)
                where u.has and shard_of(u.activation) = any(own)
            loop
                insert into lanes as l (name, activation, step, asks, place)
                values (used.name, used.activation, used.step, false, free_place(used.name))
                on conflict on constraint lanes_pkey do update set asks = false, place = coalesce(l.place, excluded.place);
            end loop;
            update shards set lanes_kept = true, lanes_since = clock_timestamp() where shard = any(own) and not lanes_kept;
            return query select g.later, g.after from grant_lanes(array(select distinct q.name from lanes q where q.asks)) g;
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
            delete from lane_begins;
            update shards set lanes_kept = false where lanes_kept;
            return true;
        end
        $$;
        """;
}
