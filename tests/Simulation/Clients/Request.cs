using Orchestrator.Core.Shards;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.Simulation.Clients;

/// <summary>One message of a client, as it has come to a node.</summary>
/// <param name="make">The input for a ticket and, where it is a start, a shard.</param>
/// <param name="answered">Takes the answer, or null where the node cannot take the request now.</param>
internal sealed class Request(Func<long, int, MemoryDatabase, ShardInput> make, Action<ReplyContent?> answered)
{
    public ShardInput ToInput(long ticket, int shard, MemoryDatabase rows) => make(ticket, shard, rows);

    public void Answer(ReplyContent content) => answered(content);

    public void Refuse() => answered(null);
}
