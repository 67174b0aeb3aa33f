using Orchestrator.Core.Activities;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Bench.CoreAlone;

/// <summary>
/// Drives the core alone: what it writes is durable at once, a batch at a time, and every adapter answers at once.
/// </summary>
public sealed class CoreRun
{
    /// <summary>Activations side by side.</summary>
    public const int Activations = 64;

    /// <summary>Steps of one run.</summary>
    public const int Steps = Activations * StepsEach;

    private const int StepsEach = 3;

    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly CallAnswer Done = new CallAnswer.Succeeded(Value.EmptyObject);

    private readonly OwnedShards _shards = new(new Dictionary<int, long>());
    private readonly List<long> _written = [];
    private readonly WorkflowPlan _plan = Plan();
    private List<ShardOutput> _outputs = [];
    private List<ShardOutput> _next = [];
    private long _ticket;

    /// <summary>The activations from their starts to their ends; gives how many events they had.</summary>
    public long Run()
    {
        for (var number = 0; number < Activations; number++)
        {
            var order = new ActivationOrder("bench", "r", "h", "c");
            _shards.Handle(new ShardInput.Start(++_ticket, 0, order, _plan, true), Now, _outputs);
        }

        var events = 0L;
        while (_outputs.Count > 0)
        {
            (_next, _outputs) = (_outputs, _next);
            foreach (var output in _next)
                events += Do(output);
            _next.Clear();
            if (_written.Count > 0)
                _shards.Handle(new ShardInput.Written(_written), Now, _outputs);
            _written.Clear();
        }

        return events;
    }

    private long Do(ShardOutput output)
    {
        switch (output)
        {
            case ShardOutput.Write it:
                _written.Add(it.Number);
                return 0;
            case ShardOutput.Call it:
                _shards.Handle(new ShardInput.CallAnswered(it.Id, Done), Now, _outputs);
                return 0;
            case ShardOutput.Published it:
                return it.Transition.Events.Count;
            default:
                return 0;
        }
    }

    private static WorkflowPlan Plan()
    {
        var steps = Enumerable.Range(0, StepsEach)
            .Select(number => (Activity)new StepActivity(Header(number + 1, $"step-{number}"))
            {
                Adapter = "null",
                Operation = "noop",
                Input = new Expression.Literal(Value.EmptyObject),
                HasEffect = false,
            }).ToArray();
        var root = new Sequence(Header(0, "all"), [.. steps]);
        return new(new WorkflowId("saga-3", 1), "saga-3", root, [root, .. steps], [], [], []);
    }

    private static ActivityHeader Header(int index, string id) => new(index, id, id, "Bench", "");
}
