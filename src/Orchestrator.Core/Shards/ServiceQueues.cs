using Orchestrator.Core.Sagas;

namespace Orchestrator.Core.Shards;

/// <summary>
/// Activations that wait for their service. First those that may begin: what ends the service, then the highest
/// priority, then the oldest. After them those with a start time that has not come, the earliest first.
/// </summary>
internal sealed class ServiceQueues
{
    private readonly Dictionary<string, Line> _lines = new(StringComparer.Ordinal);

    public void Join(long activation, ActivationOrder order)
    {
        if (!_lines.TryGetValue(order.Service, out var line))
            _lines.Add(order.Service, line = new());
        line.Add(activation, order);
    }

    public void Leave(string service, long activation)
    {
        if (!_lines.TryGetValue(service, out var line))
            return;

        line.Remove(activation);
        if (line.IsEmpty)
            _lines.Remove(service);
    }

    /// <summary>Whose turn it is next, or null.</summary>
    /// <param name="service">Without <c>services/</c>.</param>
    /// <param name="now">Never earlier than before.</param>
    public long? First(string service, DateTimeOffset now) =>
        _lines.TryGetValue(service, out var line) ? line.First(now) : null;

    /// <summary>All that wait, in no order.</summary>
    public IReadOnlyCollection<long> Of(string service) =>
        _lines.TryGetValue(service, out var line) ? line.All : [];

    /// <summary>Those that wait for one service.</summary>
    private sealed class Line
    {
        private readonly Dictionary<long, (ActivationOrder Order, DateTimeOffset From)> _all = [];
        private readonly SortedSet<(bool Waits, int Rank, long Activation)> _due = [];
        private readonly SortedSet<(DateTimeOffset From, long Activation)> _ahead = [];

        public bool IsEmpty => _all.Count == 0;

        public IReadOnlyCollection<long> All => _all.Keys;

        public void Add(long activation, ActivationOrder order)
        {
            var from = order.RequestedStartTime ?? DateTimeOffset.MinValue;
            if (_all.TryAdd(activation, (order, from)))
                _ahead.Add((from, activation));
        }

        public void Remove(long activation)
        {
            if (!_all.Remove(activation, out var was))
                return;

            if (!_ahead.Remove((was.From, activation)))
                _due.Remove(KeyOf(activation, was.Order));
        }

        public long? First(DateTimeOffset now)
        {
            while (_ahead.Count > 0 && _ahead.Min is var next && next.From <= now)
            {
                _ahead.Remove(next);
                _due.Add(KeyOf(next.Activation, _all[next.Activation].Order));
            }

            return _due.Count > 0 ? _due.Min.Activation : _ahead.Count > 0 ? _ahead.Min.Activation : null;
        }

        private static (bool Waits, int Rank, long Activation) KeyOf(long activation, ActivationOrder order) => (
            order.Action != ActivationAction.Deprovision, -Math.Max(order.Priority, -int.MaxValue), activation);
    }
}
