using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;

namespace Orchestrator.Tests.Simulation.Clients;

/// <summary>One message of a client, as it has come to a node: a start, or a command for an activation.</summary>
internal sealed class Request
{
    public ShardInput.Start? Start { get; init; }

    public long Activation { get; init; }

    public SagaCommand? Command { get; init; }

    /// <summary>Takes the answer, or null where the node cannot take the request now.</summary>
    public Action<ReplyContent?> Answer { get; init; } = static _ => { };

    public Request AnsweredTo(Action<ReplyContent?> answer) =>
        new() { Start = Start, Activation = Activation, Command = Command, Answer = answer };
}
