using Orchestrator.Engine.Auditing;
using Orchestrator.Engine.Ports;
using Orchestrator.Storage.Rows;

namespace Orchestrator.Storage.Sql;

/// <content>What audits found.</content>
internal sealed partial class SqlAuditStore
{
    public Task<bool> SeeAsync(
        AuditClaim claim, IReadOnlyList<Finding> findings, DateTimeOffset now, CancellationToken cancellation) => OwnedAsync(
        claim,
        async transaction =>
        {
            var ids = findings.Select(static one => one.Id).ToArray();
            var known = await ReadKnownAsync(transaction, ids, now).ConfigureAwait(false);
            for (var index = 0; index < ids.Length; index++)
            {
                var before = known.GetValueOrDefault(ids[index]);

                // Seen again by the same audit, which was cut off in between: that changes nothing.
                var opens = before is null || before.State == FindingState.Resolved
                    || (before.Audit != claim.Audit && before.State == FindingState.FixStarted)
                    || (before.State == FindingState.Open && before.AcceptedUntil is not null);
                await transaction.ExecuteAsync(
                    FindingRows.Put(findings[index], ids[index], claim.Audit, now, opens)).ConfigureAwait(false);
                if (opens)
                {
                    await NoteAsync(transaction, ids[index], OfAudit(
                        before is null ? FindingEventKind.Opened : FindingEventKind.Reopened, now, claim.Audit), null)
                        .ConfigureAwait(false);
                }
            }
        },
        cancellation);

    public Task<bool> LeaveAsync(AuditClaim claim, IReadOnlyList<string> findings, CancellationToken cancellation) =>
        OwnedAsync(
            claim,
            transaction => transaction.ExecuteAsync(new SqlQuery(
                $"update audit_findings set audit = @audit where state <> 4 and {database.AnyOf("id", "ids")}")
                .With("audit", claim.Audit).With("ids", findings.ToArray())),
            cancellation);

    public async Task<AuditPart?> CompleteAsync(
        AuditClaim claim, AuditPart part, DateTimeOffset now, CancellationToken cancellation)
    {
        AuditPart? whole = null;
        await OwnedAsync(
            claim,
            async transaction =>
            {
                var gone = await transaction.QueryAsync(
                    new SqlQuery(
                        "update audit_findings set state = 4, resolved_time = @now, accepted_until = null where "
                        + "part = @part and state <> 4 and audit < @audit returning id")
                        .With("part", StoredText.Of(part.Name))
                        .With("audit", claim.Audit)
                        .With("now", StoredTime.Of(now)),
                    static row => row.GetString(0)).ConfigureAwait(false);
                foreach (var id in gone)
                {
                    await NoteAsync(
                        transaction, id, OfAudit(FindingEventKind.Resolved, now, claim.Audit), null)
                        .ConfigureAwait(false);
                }

                var ended = part with { State = AuditState.Complete, Resolved = gone.Count, EndTime = now };
                await transaction.ExecuteAsync(AuditRows.Put(claim.Audit, ended)).ConfigureAwait(false);
                whole = ended;
            },
            cancellation).ConfigureAwait(false);
        return whole;
    }

    public async Task<KeptFinding?> FindFindingAsync(string id, DateTimeOffset now, CancellationToken cancellation) =>
        await database.QueryAsync(
            new SqlQuery(FindingRows.Columns + "where f.id = @id")
                .With("id", StoredText.Of(id)).With("now", StoredTime.Of(now)),
            FindingRows.Read,
            cancellation).ConfigureAwait(false) is [var found] ? found : null;

    public Task<IReadOnlyList<KeptFinding>> ListFindingsAsync(
        FindingQuery query, DateTimeOffset now, CancellationToken cancellation) =>
        database.QueryAsync(FindingRows.List(query, now), FindingRows.Read, cancellation);

    public Task<IReadOnlyList<FindingEvent>> ReadEventsAsync(string finding, CancellationToken cancellation) =>
        database.QueryAsync(
            new SqlQuery(
                "select kind, time, actor, reason, ticket, until, activation from audit_finding_events "
                + "where finding = @finding order by number").With("finding", StoredText.Of(finding)),
            static row => new FindingEvent(
                (FindingEventKind)row.GetInt32(0),
                StoredTime.Read(row.GetInt64(1)),
                row.GetString(2),
                row.GetString(3),
                row.GetString(4),
                AuditRows.TimeOrNull(row, 5),
                row.GetInt64(6)),
            cancellation);

    public Task<FindingDecisionOutcome> DecideAsync(NewFindingDecision decision, CancellationToken cancellation) =>
        database.InTransactionAsync(transaction => DecideAsync(transaction, decision), cancellation);

    public async Task<MadeFindingDecision?> FindDecisionAsync(
        string actor, string requestId, CancellationToken cancellation) =>
        await database.QueryAsync(
            new SqlQuery("select finding, request_hash, activation from audit_finding_events where request = @request")
                .With("request", new SqlQuery.Key(RequestKey.Of(actor, requestId))),
            static row => new MadeFindingDecision(row.GetString(0), row.GetString(1), row.GetInt64(2)),
            cancellation).ConfigureAwait(false) is [var made] ? made : null;

    public async Task<IReadOnlyDictionary<FindingKind, long>> CountOpenAsync(
        DateTimeOffset now, CancellationToken cancellation) =>
        (await database.QueryAsync(
            new SqlQuery($"select f.kind, count(*) from audit_findings f where {FindingRows.StateNow} = 1 group by f.kind")
                .With("now", StoredTime.Of(now)),
            static row => (Kind: (FindingKind)row.GetInt32(0), Count: row.GetInt64(1)),
            cancellation).ConfigureAwait(false)).ToDictionary(static one => one.Kind, static one => one.Count);

    private static async Task<FindingDecisionOutcome> DecideAsync(
        SqlTransaction transaction, NewFindingDecision decision)
    {
        var what = decision.What;
        var request = new SqlQuery.Key(RequestKey.Of(what.Actor, decision.RequestId));
        var before = await transaction.QueryAsync(
            new SqlQuery("select request_hash from audit_finding_events where request = @request")
                .With("request", request),
            static row => row.GetString(0)).ConfigureAwait(false);
        if (before is [var hash])
            return hash == decision.RequestHash ? FindingDecisionOutcome.Repeated : FindingDecisionOutcome.RequestIdReused;

        var changed = await transaction.QueryAsync(
            new SqlQuery(
                "update audit_findings set state = @state, accepted_until = @until, fix = case when @fix = 0 then fix "
                + "else @fix end where id = @id and state <> 4 returning id")
                .With("id", StoredText.Of(decision.Finding))
                .With("state", (int)(what.Kind == FindingEventKind.Accepted ? FindingState.Accepted : FindingState.FixStarted))
                .With("until", what.Until is { } until ? StoredTime.Of(until) : null)
                .With("fix", what.Activation),
            static row => row.GetString(0)).ConfigureAwait(false);
        if (changed.Count > 0)
        {
            await NoteAsync(transaction, decision.Finding, what, (request, decision.RequestHash)).ConfigureAwait(false);
            return FindingDecisionOutcome.Decided;
        }

        var there = await transaction.QueryAsync(
            new SqlQuery("select id from audit_findings where id = @id").With("id", StoredText.Of(decision.Finding)),
            static row => row.GetString(0)).ConfigureAwait(false);
        return there.Count == 0 ? FindingDecisionOutcome.NotFound : FindingDecisionOutcome.AlreadyResolved;
    }

    private async Task<Dictionary<string, KeptFinding>> ReadKnownAsync(
        SqlTransaction transaction, string[] ids, DateTimeOffset now) =>
        (await transaction.QueryAsync(
            new SqlQuery(FindingRows.Columns + $"where {database.AnyOf("f.id", "ids")}")
                .With("ids", ids).With("now", StoredTime.Of(now)),
            FindingRows.Read).ConfigureAwait(false)).ToDictionary(static one => one.Id);

    /// <summary>What was accepted until a time that has passed is open again, and says so.</summary>
    private static async Task ReopenAsync(SqlTransaction transaction, long audit, DateTimeOffset now)
    {
        var over = await transaction.QueryAsync(
            new SqlQuery(
                "update audit_findings set state = 1, accepted_until = null where state = 2 and accepted_until <= @now "
                + "returning id").With("now", StoredTime.Of(now)),
            static row => row.GetString(0)).ConfigureAwait(false);
        foreach (var id in over)
        {
            await NoteAsync(transaction, id, OfAudit(FindingEventKind.Reopened, now, audit), null)
                .ConfigureAwait(false);
        }
    }

    private static FindingEvent OfAudit(FindingEventKind kind, DateTimeOffset now, long audit) =>
        new(kind, now, FormattableString.Invariant($"audits/{audit}"), "", "", null, 0);

    private static Task NoteAsync(
        SqlTransaction transaction, string finding, FindingEvent what, (SqlQuery.Key Key, string Hash)? request)
    {
        var (column, value) = request is null ? ("", "") : (", request, request_hash", ", @request, @hash");
        var query = new SqlQuery(
            $"insert into audit_finding_events (finding, number, kind, time, actor, reason, ticket, until, activation{column}) "
            + "select @finding, coalesce(max(number), 0) + 1, @kind, @time, @actor, @reason, @ticket, "
            + $"cast(@until as bigint), @activation{value} from audit_finding_events where finding = @finding")
            .With("finding", StoredText.Of(finding))
            .With("kind", (int)what.Kind)
            .With("time", StoredTime.Of(what.Time))
            .With("actor", StoredText.Of(what.Actor))
            .With("reason", StoredText.Of(what.Reason))
            .With("ticket", StoredText.Of(what.Ticket))
            .With("until", AuditRows.OrNull(what.Until))
            .With("activation", what.Activation);
        if (request is { } given)
            query.With("request", given.Key).With("hash", StoredText.Of(given.Hash));
        return transaction.ExecuteAsync(query);
    }
}
