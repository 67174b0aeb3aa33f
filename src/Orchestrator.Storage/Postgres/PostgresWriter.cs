using System.Collections.Concurrent;
using System.Globalization;
using Npgsql;
using Orchestrator.Core.Shards;
using Orchestrator.Engine.Ports;
using Orchestrator.Storage.Rows;

namespace Orchestrator.Storage.Postgres;

/// <summary>
/// Writes batches, several at once. A batch is sent as if nothing stood in its way; where something does, nothing of it
/// is done, each write is judged, and those that can be written are sent again.
/// </summary>
internal sealed class PostgresWriter(NpgsqlDataSource writers)
{
    /// <summary>
    /// A round settles writes, or was disturbed by another batch; two or three are usual where there is a conflict.
    /// </summary>
    private const int RoundsMax = 100;

    private readonly ConcurrentBag<PostgresBatch> _batches = [];
    private readonly WrittenEnds _ends = new();

    /// <summary>Another process may have written since.</summary>
    public void Forget() => _ends.Forget();

    /// <exception cref="OwnershipLostException">The token is another one; nothing was written.</exception>
    /// <exception cref="InvalidOperationException">A write does not follow what is there; nothing was
    /// written.</exception>
    public async Task<IReadOnlyList<WriteResult>> WriteAsync(
        IReadOnlyList<ShardOutput.Write> writes, PostgresTokens.Snapshot tokens, CancellationToken cancellation)
    {
        var batch = _batches.TryTake(out var used) ? used : new PostgresBatch(_ends);
        var connection = await writers.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            var run = new Run(batch, connection, tokens);
            await run.WriteAsync(writes, cancellation).ConfigureAwait(false);
            _batches.Add(batch);
            var results = new WriteResult[writes.Count];
            for (var index = 0; index < results.Length; index++)
            {
                var refusal = run.Refusals.GetValueOrDefault(writes[index].Number);
                results[index] = new WriteResult(writes[index].Number, refusal);
                if (refusal is null)
                    _ends.Note(writes[index]);
            }

            return results;
        }
    }

    /// <summary>A batch on its way, until every write of it is there or refused.</summary>
    private sealed class Run(PostgresBatch batch, NpgsqlConnection connection, PostgresTokens.Snapshot tokens)
    {
        public Dictionary<long, WriteRefusal> Refusals { get; } = [];

        public async Task WriteAsync(IReadOnlyList<ShardOutput.Write> now, CancellationToken cancellation)
        {
            var later = new List<ShardOutput.Write>();
            for (var round = 0; now.Count > 0; round++)
            {
                if (round == RoundsMax)
                    throw new InvalidOperationException($"After {round} rounds something still stands in the way of "
                        + $"{now.Count} writes, and cannot be found.");

                if (await SendAsync(now, cancellation).ConfigureAwait(false) is { Count: > 0 } open)
                {
                    var judge = await PostgresJudge.AskAsync(connection, open, cancellation).ConfigureAwait(false);
                    var settled = judge.Settle(open, Refusals);
                    now = settled.Now;
                    later.AddRange(settled.Later);
                }
                else
                {
                    now = [];
                }

                if (now.Count == 0)
                    (now, later) = (later, []);
            }
        }

        /// <returns>The writes that are not there after this.</returns>
        private async Task<IReadOnlyList<ShardOutput.Write>> SendAsync(
            IReadOnlyList<ShardOutput.Write> writes, CancellationToken cancellation)
        {
            try
            {
                batch.Fill(writes);
                if (batch.MeetsItself)
                    return writes;
                return PassedOver(writes, await batch.RunAsync(connection, tokens, cancellation).ConfigureAwait(false));
            }
            catch (PostgresException lost) when (lost.SqlState == PostgresFailure.NotOwner)
            {
                throw new OwnershipLostException(
                    "Another process has taken the shards over; this one writes nothing more to them.",
                    ShardsIn(lost.MessageText));
            }
            catch (PostgresException conflict) when (PostgresFailure.IsConflict(conflict))
            {
                return writes;
            }
        }
    }

    /// <summary>guard_write ends its message with them.</summary>
    private static int[] ShardsIn(string message) =>
        [.. message[(message.LastIndexOf(' ') + 1)..].Split(',').Select(
            shard => int.Parse(shard, CultureInfo.InvariantCulture))];

    /// <summary>Starts whose request is there already; most batches have none.</summary>
    private static List<ShardOutput.Write> PassedOver(IReadOnlyList<ShardOutput.Write> writes, HashSet<long> begun)
    {
        var open = new List<ShardOutput.Write>();
        foreach (var write in writes)
        {
            foreach (var transition in write.Transitions)
            {
                if (transition.Entry?.Accepted is not null && !begun.Contains(transition.Activation))
                {
                    open.Add(write);
                    break;
                }
            }
        }

        return open;
    }
}
