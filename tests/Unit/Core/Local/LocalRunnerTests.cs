using Orchestrator.Core.Activities;
using Orchestrator.Core.Local;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;
using Orchestrator.Core.Workflows.Reading;
using Orchestrator.TestKit.Core;

namespace Orchestrator.Tests.Unit.Core.Local;

public sealed class LocalRunnerTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly StepError LineDown = new("LINE_DOWN", "The line is down.");
    private readonly Plans _plans = new();

    [Fact]
    public void Time_jumps_to_what_is_due_next()
    {
        var plan = _plans.Build(_plans.Parallel(
            "both",
            _plans.Sequence("slow", _plans.Delay("week", "7.00:00:00"), Line("late")),
            _plans.Sequence("fast", _plans.Delay("second", "00:00:01"), Line("early"))));

        var result = Run(plan, new Answering());

        Assert.Equal(LocalStatus.Finished, result.Status);
        Assert.Equal(["early", "late"], result.Lines);
        Assert.Equal(Noon.AddDays(7), result.State.EndTime);
    }

    [Fact]
    public void A_variable_keeps_its_value_over_a_wait_whether_it_names_a_storage_or_not()
    {
        const string Definition = """
            {"definitionId":"d","variables":[{"id":"v","name":"V","typeName":"Int32","value":"1"}],
             "root":{"type":"Elsa.Sequence","activities":[
              {"type":"Elsa.SetVariable","variable":{"id":"v","name":"V"},"value":7},
              {"type":"Elsa.Delay","timeSpan":"1.00:00:00"},
              {"type":"Elsa.WriteLine","text":{"expression":{"type":"Variable","value":{"id":"v"}}}}]}}
            """;
        var options = new WorkflowReaderOptions(new Workflows.TestCatalog(), []);

        var result = Run(WorkflowReader.Read(Definition, options, 1).Plan!, new Answering());

        Assert.Equal(["7"], result.Lines);
    }

    [Fact]
    public void A_step_that_answers_late_is_awaited_and_past_its_time_out_read_back()
    {
        var plan = _plans.Build(_plans.Sequence("all", _plans.Step("slow"), _plans.Step("slower")));
        var adapters = new Answering
        {
            After = { ["slow"] = TimeSpan.FromSeconds(20), ["slower"] = TimeSpan.FromMinutes(2) },
        };

        var result = Run(plan, adapters);

        Assert.Equal(LocalStatus.Finished, result.Status);
        Assert.Equal(["slow", "slower", "slower?"], adapters.Calls);
        Assert.Equal(Noon.AddSeconds(50), result.State.EndTime);
        Assert.Single(
            Events<StepUnknown>(result), unknown => unknown.Message.Contains("30 s", StringComparison.Ordinal));
    }

    [Fact]
    public void What_fails_is_undone_and_told()
    {
        var plan = _plans.Build(_plans.Sequence("all", _plans.Step("one"), _plans.Step("two")));
        var adapters = new Answering { Answers = { ["two"] = new CallAnswer.Failed(LineDown) } };

        var result = Run(plan, adapters);

        Assert.Equal(LocalStatus.Faulted, result.Status);
        Assert.Equal([new LocalIncident("two", "The line is down.")], result.Incidents);
        Assert.Equal(["one", "two", "undo-one"], adapters.Calls);
        Assert.Equal(ActivationState.RolledBack, result.State.State);
    }

    [Fact]
    public void Of_several_events_of_a_name_each_is_delivered_to_one_who_awaits_it()
    {
        var plan = _plans.Build(_plans.Sequence("all", _plans.Event("a", "go"), _plans.Event("b", "go"), Line("end")));

        var result = Run(plan, new Answering(), new LocalSignals([("go", 1), ("other", 3), ("go", 2)]));

        Assert.Equal(LocalStatus.Finished, result.Status);
        Assert.Equal([1, 2], Events<SignalReceived>(result).Select(signal => signal.Payload));
    }

    [Fact]
    public void A_run_that_never_ends_is_stopped()
    {
        var plan = _plans.Build(_plans.While("ever", Plans.Literal(true), _plans.Delay("hour", "01:00:00")));

        var result = new LocalRunner([plan], new Answering(), new LocalSignals(), Noon) { TransitionsMax = 50 }
            .Run(Value.EmptyObject);

        Assert.True(result.WasStopped);
        Assert.Equal(LocalStatus.Suspended, result.Status);
        Assert.Equal(50, result.History.Count);
    }

    [Fact]
    public void After_a_crash_a_call_that_was_decided_is_read_back_and_the_rest_is_the_same()
    {
        var plan = _plans.Build(_plans.Sequence(
            "all", _plans.Step("one"), _plans.Delay("day", "1.00:00:00"), _plans.Event("e", "go"), _plans.Step("two")));
        var whole = Run(plan, new Answering());

        for (var last = 1; last <= whole.History.Count; last++)
        {
            var adapters = new Answering();
            var crashed = new LocalRunner([plan], adapters, new LocalSignals(), Noon)
            {
                Crashes = count => count == last,
            };

            var result = crashed.Run(Value.EmptyObject);

            Assert.Equal(LocalStatus.Finished, result.Status);
            Assert.Equal(["one", "two"], adapters.Calls.Select(call => call.TrimEnd('?')).Distinct());
        }
    }

    [Fact]
    public void A_workflow_starts_another_one_that_runs_beside_it()
    {
        var child = new Plans { Name = "child" };
        var inner = child.Build(child.Sequence(
            "inner", child.Delay("wait", "01:00:00"), child.WriteLine("say", Plans.Literal("from the child"))));
        var outer = _plans.Build(_plans.Sequence("outer", _plans.Child("start", "child"), Line("end")));

        var result = new LocalRunner([outer, inner], new Answering(), new LocalSignals(), Noon).Run(Value.EmptyObject);

        Assert.Equal(LocalStatus.Finished, result.Status);
        Assert.Equal(["from the child", "end"], result.Lines);
    }

    private WriteLine Line(string text) => _plans.WriteLine("write-" + text, Plans.Literal(text));

    private static LocalResult Run(WorkflowPlan plan, Answering adapters, LocalSignals? signals = null) =>
        new LocalRunner([plan], adapters, signals ?? new LocalSignals(), Noon).Run(Value.EmptyObject);

    private static IEnumerable<T> Events<T>(LocalResult result) =>
        result.History.SelectMany(transition => transition.Events).OfType<T>();

    /// <summary>Succeeds with nothing, unless the test says otherwise; what is read back is done.</summary>
    private sealed class Answering : ILocalAdapters
    {
        public Dictionary<string, CallAnswer> Answers { get; } = [];

        public Dictionary<string, TimeSpan> After { get; } = [];

        public List<string> Calls { get; } = [];

        public LocalAnswer Call(StepCall call)
        {
            Calls.Add(call.Operation);
            return new(
                Answers.GetValueOrDefault(call.Operation, new CallAnswer.Succeeded(Value.EmptyObject)),
                After.GetValueOrDefault(call.Operation));
        }

        public ReadBack Read(StepCall call)
        {
            Calls.Add(call.Operation + "?");
            return new ReadBack.Done(Value.EmptyObject);
        }
    }
}
