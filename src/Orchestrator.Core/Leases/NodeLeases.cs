using Orchestrator.Core.Sagas;

namespace Orchestrator.Core.Leases;

/// <summary>
/// The shards that one node owns, and for how long it may rely on that. Decides; asks nobody and waits for nothing. All
/// times are of the node's own monotonic clock, since any moment. One caller at a time. The protocol that it is a part
/// of is written down in docs/leases.md.
/// </summary>
/// <param name="node">The node's number, as it is in the table; not 0.</param>
/// <param name="terms">The same for all nodes of a database.</param>
public sealed class NodeLeases(long node, LeaseTerms terms)
{
    private readonly Held?[] _held = new Held?[ActivationId.Shards];
    private readonly TimeSpan?[] _released = new TimeSpan?[ActivationId.Shards];

    /// <summary>
    /// The process ends: it wants no shard any more, and hands over those that it has. That a person drains the node,
    /// and may take that back, is in the table.
    /// </summary>
    public bool IsDraining { get; private set; }

    /// <summary>How many shards it owns, those included that it is handing over.</summary>
    public int Count => _held.Count(static held => held is not null);

    /// <summary>
    /// Until when the node may act for all that it owns: past it, it decides nothing, until it has read the table
    /// again.
    /// </summary>
    public TimeSpan TrustedUntil => _held.Min(static held => held?.TrustedUntil) ?? TimeSpan.MaxValue;

    /// <summary>Whether the node may act for a shard: no other can own it at that time.</summary>
    public bool MayAct(int shard, TimeSpan now) => _held[shard] is { } held && now < held.TrustedUntil;

    /// <summary>Whether something new may begin in the shard: it is owned, and is not being handed over.</summary>
    public bool TakesIn(int shard) => _held[shard] is { IsLeaving: false };

    /// <summary>What writes of the shard are to find; 0 where it is not owned.</summary>
    public long TokenOf(int shard) => _held[shard]?.Token ?? 0;

    public void Drain() => IsDraining = true;

    /// <summary>A renewal was answered. The answer may be late, lost ones may have been before it.</summary>
    /// <param name="view">What it did and saw.</param>
    /// <param name="sentAt">When it was sent: not when it was answered, for nobody knows when it was done.</param>
    /// <param name="busy">Shards with calls under way: they are handed over after the others.</param>
    public LeasePlan Read(LeaseView view, TimeSpan sentAt, IReadOnlyCollection<int>? busy = null)
    {
        List<int> lost = [];
        List<ShardLease> gained = [];
        foreach (var row in view.Shards)
        {
            if (IsOlder(sentAt, row.Shard))
                continue;

            var held = _held[row.Shard];
            if (held is not null && (row.Owner != node || row.Token != held.Token))
            {
                lost.Add(row.Shard);
                _held[row.Shard] = held = null;
            }

            if (row.Owner != node)
                continue;

            if (held is null)
                gained.Add(Hold(row.Shard, row.Token, sentAt));
            else
                held.Trust(sentAt + terms.Duration - terms.Margin);
        }

        var share = IsDraining ? 0 : LeaseShare.Of(node, view);
        return new LeasePlan
        {
            Lost = lost,
            Gained = gained,
            Acquire = IsDraining ? [] : Wanted(view, share - Count),
            HandOver = Surplus(share, busy ?? []),
        };
    }

    /// <summary>An acquisition was answered: these are the node's now.</summary>
    /// <param name="leases">What it got, which may be less than it asked for.</param>
    /// <param name="sentAt">When it was asked for.</param>
    /// <returns>Those that it did not have already.</returns>
    public IReadOnlyList<ShardLease> Acquired(IReadOnlyList<ShardLease> leases, TimeSpan sentAt)
    {
        var gained = new List<ShardLease>(leases.Count);
        foreach (var lease in leases)
        {
            if (!IsOlder(sentAt, lease.Shard) && _held[lease.Shard] is null)
                gained.Add(Hold(lease.Shard, lease.Token, sentAt));
        }

        return gained;
    }

    /// <summary>
    /// Shards of which nothing is in memory any more are to be released, and are not the node's from now on. What is
    /// sent may be done later than is known: until it is answered, nothing that is read within a lease is believed of
    /// them.
    /// </summary>
    /// <returns>Those that it still owns.</returns>
    public IReadOnlyList<int> BeginRelease(IEnumerable<int> shards, TimeSpan now)
    {
        int[] owned = [.. shards.Where(shard => _held[shard] is not null)];
        foreach (var shard in owned)
            Released(shard, now + terms.Duration);
        return owned;
    }

    /// <summary>The release was answered.</summary>
    public void EndRelease(IReadOnlyList<int> shards, TimeSpan now)
    {
        foreach (var shard in shards)
            Released(shard, now);
    }

    /// <summary>
    /// A shard is being released: nothing of it is in memory any more, and what was sent up to now says nothing of it.
    /// </summary>
    public void Released(int shard, TimeSpan sentAt)
    {
        _held[shard] = null;
        _released[shard] = sentAt;
    }

    /// <summary>Those of these leases that have not been lost since they were gained.</summary>
    public IReadOnlyList<ShardLease> StillOwned(IReadOnlyList<ShardLease> leases) =>
        [.. leases.Where(lease => TokenOf(lease.Shard) == lease.Token)];

    /// <summary>
    /// A write of the shard found another token: it is not owned, whatever was read before. The next reading tells.
    /// </summary>
    /// <returns>Whether it was thought to be owned.</returns>
    public bool Refused(int shard)
    {
        var thought = _held[shard] is not null;
        _held[shard] = null;
        return thought;
    }

    private bool IsOlder(TimeSpan sentAt, int shard) => sentAt <= _released[shard] || sentAt < _held[shard]?.Since;

    private ShardLease Hold(int shard, long token, TimeSpan sentAt)
    {
        _held[shard] = new Held(token, sentAt, sentAt + terms.Duration - terms.Margin);
        return new ShardLease(shard, token);
    }

    /// <summary>Nodes that want shards at the same time begin at different ones.</summary>
    private List<int> Wanted(LeaseView view, int count)
    {
        var free = new List<int>();
        foreach (var row in view.Shards)
        {
            if (row.IsFree && row.Owner != node && _held[row.Shard] is null)
                free.Add(row.Shard);
        }

        var first = (int)(node * 23 % ActivationId.Shards);
        return [.. free.OrderBy(
            shard => (shard - first + ActivationId.Shards) % ActivationId.Shards).Take(Math.Max(count, 0))];
    }

    private List<int> Surplus(int share, IReadOnlyCollection<int> busy)
    {
        var staying = Enumerable.Range(0, ActivationId.Shards).Where(TakesIn).ToArray();
        var leaving = staying.OrderBy(busy.Contains).Take(Math.Max(staying.Length - share, 0)).ToList();
        foreach (var shard in leaving)
            _held[shard]!.IsLeaving = true;
        return leaving;
    }

    private sealed class Held(long token, TimeSpan since, TimeSpan trustedUntil)
    {
        public long Token => token;

        public TimeSpan Since => since;

        public TimeSpan TrustedUntil { get; private set; } = trustedUntil;

        public bool IsLeaving { get; set; }

        /// <summary>An answer that comes after a later one takes nothing back.</summary>
        public void Trust(TimeSpan until) => TrustedUntil = until > TrustedUntil ? until : TrustedUntil;
    }
}
