using Orchestrator.Core.Activities;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Values;
using Orchestrator.TestKit.Core;
using static Orchestrator.Tests.Unit.Core.Outcomes;

namespace Orchestrator.Tests.Unit.Core;

/// <summary>
/// The process dies between any two things that the shards wanted done; the world outside remembers what reached it.
/// </summary>
public sealed class CrashTests
{
    public static TheoryData<string> Cases => ["sequence", "parallel", "loop", "undo", "lanes", "retries"];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_crash_at_any_moment_changes_neither_the_end_nor_the_effects(string name)
    {
        var calm = Run(name, crashAfter: int.MaxValue, out var things);

        for (var crashAfter = 0; crashAfter < things; crashAfter++)
            Assert.Equal(calm, Run(name, crashAfter, out _));
    }

    /// <summary>What the outside world holds in the end, and how the activation ended, in one line.</summary>
    private static string Run(string name, int crashAfter, out int things)
    {
        var outside = new Outside();
        var world = new OutsideWorld(Plan(name), outside);
        things = world.RunAll(crashAfter);
        return $"{world.End()}: {outside}";
    }

    private static Orchestrator.Core.Workflows.WorkflowPlan Plan(string name)
    {
        var plans = new Plans();
        var items = Plans.Literal(Value.Array("x", "y", "z"));
        Activity root = name switch
        {
            "sequence" => plans.Sequence("all", plans.Step("a"), plans.Step("b"), plans.Step("c")),
            "parallel" => plans.Parallel(
                "all", plans.Step("a"), plans.Sequence("two", plans.Step("b"), plans.Step("c")), plans.Step("d")),
            "loop" => plans.ParallelForEach("all", items, plans.Sequence("one", plans.Step("a"), plans.Step("b"))),
            "undo" => plans.Sequence(
                "all",
                plans.Parallel("both", plans.Step("a"), plans.Step("b")),
                plans.Step("c"),
                plans.Step("refused")),
            "lanes" => plans.ParallelForEach("all", items, plans.Step("a", lane: "router")),
            _ => plans.Sequence("all", plans.Step("busy"), plans.Delay("wait", "00:02:00"), plans.Step("a")),
        };
        return plans.Build(root);
    }

    /// <summary>What the adapter did, by idempotency key; it outlives the process.</summary>
    private sealed class Outside
    {
        private readonly SortedDictionary<string, int> _effects = new(StringComparer.Ordinal);

        public bool IsDone(string key) => _effects.ContainsKey(key);

        public CallAnswer Call(StepCall call)
        {
            if (call.Operation == "refused")
                return Refused;
            if (call.Operation == "busy" && call.Attempt == 1)
                return Busy;

            var step = call.IdempotencyKey.Split('/')[1];
            var undo = call.Undoes is not null;
            if (undo == _effects.ContainsKey(step))
                _effects[step] = _effects.GetValueOrDefault(step) + (undo ? -1 : 1);
            return Done();
        }

        public ReadBack Read(StepCall call)
        {
            var isThere = _effects.GetValueOrDefault(call.IdempotencyKey.Split('/')[1]) > 0;
            return isThere == (call.Undoes is null) ? new ReadBack.Done(Value.EmptyObject) : new ReadBack.NotDone();
        }

        public override string ToString() =>
            string.Join(" ", _effects.Select(effect => $"{effect.Key}={effect.Value}"));
    }

    /// <summary>Runs one activation to its end, one thing at a time, and dies once on the way.</summary>
    private sealed class OutsideWorld(Orchestrator.Core.Workflows.WorkflowPlan plan, Outside outside)
    {
        private readonly List<Transition> _journal = [];
        private readonly Queue<ShardOutput> _undone = new();
        private OwnedShards _shards = new(new Dictionary<int, long>());
        private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        private Wake _wake;

        public string End() => SagaState.Fold(_journal[0].Activation, plan, _journal).State.ToString();

        public int RunAll(int crashAfter)
        {
            Start();
            var things = 0;
            for (; things < 1000; things++)
            {
                if (things == crashAfter)
                    Crash();
                if (!_undone.TryDequeue(out var output) && !PassTime())
                    break;
                if (output is not null)
                    Do(output);
            }

            return things;
        }

        private void Start() =>
            Handle(new ShardInput.Start(1, 0, new ActivationOrder("t", "r", "h", "c"), plan, false));

        private bool PassTime()
        {
            if (_wake.At is { } at && at > _now)
            {
                _now = at;
                Handle(Load());
            }
            else if (_shards.NextWake is { } wake)
            {
                _now = wake > _now ? wake : _now;
                Handle(new ShardInput.Tick());
            }

            return _undone.Count > 0;
        }

        private void Crash()
        {
            _undone.Clear();
            _shards = new OwnedShards(_journal.Take(1).ToDictionary(first => 0, first => first.Activation));
            if (_journal.Count == 0)
                Start();
            else if (_wake.Always || _wake.At <= _now)
                Handle(Load());
        }

        private ShardInput.Loaded Load() => new(_journal[0].Activation, plan, [.. _journal]) { Wake = _wake };

        private void Handle(ShardInput input)
        {
            var outputs = new List<ShardOutput>();
            _shards.Handle(input, _now, outputs);
            outputs.ForEach(_undone.Enqueue);
        }

        private void Do(ShardOutput output)
        {
            switch (output)
            {
                case ShardOutput.Write it:
                    _journal.AddRange(it.Transitions);
                    _wake = it.Transitions.LastOrDefault(
                        transition => transition.Entry is not null)?.Entry!.Wake ?? _wake;
                    Handle(new ShardInput.Written([it.Number]));
                    break;
                case ShardOutput.Call it:
                    Handle(new ShardInput.CallAnswered(it.Id, outside.Call(it.What)));
                    break;
                case ShardOutput.Read it:
                    Handle(new ShardInput.ReadAnswered(it.Id, outside.Read(it.What)));
                    break;
                case ShardOutput.Load:
                    Handle(Load());
                    break;
            }
        }
    }
}
