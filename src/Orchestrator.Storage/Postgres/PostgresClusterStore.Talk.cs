using Npgsql;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Storage.Postgres;

/// <summary>Commands that go from node to node, lanes, and the words that wake whoever they are for.</summary>
internal sealed partial class PostgresClusterStore
{
    private NpgsqlConnection? _listener;

    public async Task<long> SendAsync(long activation, string content, CancellationToken cancellation) =>
        (await QueryAsync(
        _talk,
        """
        with sent as (insert into commands (activation, asker, content) values ($1, $2, $3) returning number)
        select number, tell('command ' || shard_of($1)) from sent
        """,
        row => row.GetInt64(0),
        cancellation,
        activation,
        _node,
        content).ConfigureAwait(false))[0];

    public Task<IReadOnlyList<SentCommand>> ReadCommandsAsync(
        IReadOnlyList<int> shards, CancellationToken cancellation) => QueryAsync(
        _talk,
        "select number, activation, asker, content from commands where answer is null and shard_of(activation) = "
            + "any($1) order by number limit 500",
        row => new SentCommand(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetString(3)),
        cancellation,
        Shorts(shards));

    public Task AnswerAsync(SentCommand command, string answer, CancellationToken cancellation) => ExecuteAsync(
        _talk,
        """
        with answered as (update commands set answer = $3 where activation = $1 and number = $2 and answer is null returning asker)
        select tell('answer ' || asker) from answered
        """,
        cancellation,
        command.Activation,
        command.Number,
        answer);

    public Task<IReadOnlyList<(long Number, string Content)>> TakeAnswersAsync(CancellationToken cancellation) =>
        QueryAsync(
        _talk,
        "delete from commands where asker = $1 and answer is not null returning number, answer",
        row => (row.GetInt64(0), row.GetString(1)),
        cancellation,
        _node);

    public Task TellAsync(ClusterWord word, CancellationToken cancellation) =>
        ExecuteAsync(_talk, "select tell($1)", cancellation, word.Write());

    public async Task<bool> ForgetLanesAsync(CancellationToken cancellation) => (await QueryAsync(
        _talk, "select forget_lanes($1)", row => row.GetBoolean(0), cancellation, _node).ConfigureAwait(false))[0];

    public Task<IReadOnlyList<LaneLater>> KeepLanesAsync(
        IReadOnlyList<int> shards, IReadOnlyList<LaneChange> uses, CancellationToken cancellation) => QueryAsync(
        _talk,
        "select lane, wait from keep_lanes($1, $2, $3, $4, $5, $6)",
        row => new LaneLater(row.GetString(0), row.GetTimeSpan(1)),
        cancellation,
        _node,
        Shorts(shards),
        uses.Select(static use => use.Lane).ToArray(),
        uses.Select(static use => use.Activation).ToArray(),
        uses.Select(static use => use.Step).ToArray(),
        uses.Select(static use => use.Comes).ToArray());

    public async Task<LaneTurns> ChangeLanesAsync(
        IReadOnlyList<LaneChange> changes, IReadOnlyList<string> again, CancellationToken cancellation)
    {
        var rows = await QueryAsync(
            _talk,
            "select lane, owner, by_step, its_turn, wait from change_lanes($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            static row => row.IsDBNull(1) ? new LaneLater(row.GetString(0), row.GetTimeSpan(4)) : (object)ReadLane(row),
            cancellation,
            _node,
            changes.Select(static change => change.Comes).ToArray(),
            changes.Select(static change => change.Lane).ToArray(),
            changes.Select(static change => change.Activation).ToArray(),
            changes.Select(static change => change.Step).ToArray(),
            changes.Select(static change => change.Turn).ToArray(),
            changes.Select(static change => change.Rule.Width).ToArray(),
            changes.Select(static change => change.Rule.Rate?.Calls).ToArray(),
            changes.Select(static change => change.Rule.Rate?.Period).ToArray(),
            again.ToArray()).ConfigureAwait(false);
        return new LaneTurns([.. rows.OfType<LaneChange>()], [.. rows.OfType<LaneLater>()]);
    }

    public Task<IReadOnlyList<LaneChange>> ReadLanesAsync(IReadOnlyList<int> shards, CancellationToken cancellation) =>
        QueryAsync(
        _talk,
        "select name, activation, step, turn from lanes where place is not null and not asks and shard_of(activation) "
            + "= any($1)",
        ReadLane,
        cancellation,
        Shorts(shards));

    /// <summary>
    /// The connection may end at any time; another one is opened, and what was said meanwhile is missed.
    /// </summary>
    public async Task ListenAsync(Action<ClusterWord> heard, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                _listener ??= await PostgresOwner.ShareAsync(database, cancellation).ConfigureAwait(false);
                await ListenAsync(_listener, heard, cancellation).ConfigureAwait(false);
            }
            catch (Exception failure) when (PostgresFailure.IsUnavailable(failure) || failure is JournalUnavailableException or ShardsOwnedException)
            {
                if (_listener is not null)
                    await _listener.DisposeAsync().ConfigureAwait(false);
                _listener = null;
                await Task.Delay(ListenAgain, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private static readonly TimeSpan ListenAgain = TimeSpan.FromMilliseconds(250);

    private static async Task ListenAsync(
        NpgsqlConnection connection, Action<ClusterWord> heard, CancellationToken cancellation)
    {
        connection.Notification += (_, notified) =>
        {
            if (ClusterWord.Read(notified.Payload) is { } word)
                heard(word);
        };
        var listen = new NpgsqlCommand(
            "do $$ begin execute 'listen orchestrator_' || 'shards'::regclass::oid; end $$", connection);
        await using (listen.ConfigureAwait(false))
            await listen.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);

        heard(new ClusterWord.Missed());
        while (true)
            await connection.WaitAsync(cancellation).ConfigureAwait(false);
    }

    private static LaneChange ReadLane(NpgsqlDataReader row) =>
        new(true, row.GetString(0), row.GetInt64(1), row.GetString(2)) { Turn = row.GetInt32(3) };

    private static short[] Shorts(IReadOnlyList<int> shards) => [.. shards.Select(static shard => (short)shard)];
}
