using Orchestrator.Core.Shards;
using Orchestrator.Storage.Rows;

namespace Orchestrator.Storage.Sqlite;

/// <summary>
/// Writes with their events as a column keeps them, made before it is their turn to be written. Used again and again,
/// by one at a time.
/// </summary>
internal sealed class SqliteBatch
{
    private readonly EventBuffer _buffer = new();
    private readonly List<ReadOnlyMemory<byte>> _events = [];

    public IReadOnlyList<ShardOutput.Write> Writes { get; private set; } = [];

    /// <summary>
    /// Those of every transition, in the order of <see cref="Writes"/> and of the transitions in each.
    /// </summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Events => _events;

    public void Fill(IReadOnlyList<ShardOutput.Write> writes)
    {
        Writes = writes;
        _buffer.Clear();
        _events.Clear();
        foreach (var write in writes)
        {
            foreach (var transition in write.Transitions)
                _events.Add(_buffer.Add(transition.Events));
        }
    }
}
