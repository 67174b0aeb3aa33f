using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Orchestrator.Adapters;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Workflows;
using Orchestrator.Engine;
using Orchestrator.Engine.Ports;
using Orchestrator.Engine.Telemetry;
using Orchestrator.TestKit;
using Orchestrator.TestKit.Core;

namespace Orchestrator.Tests.Unit.Engine;

/// <summary>What can be seen of the engine from outside: measures, traces, log lines.</summary>
public sealed class TelemetryTests
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";

    [Fact]
    public async Task Attempts_before_and_after_a_restart_are_in_the_trace_of_the_order()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = Listen(spans);
        await using var world = await new EngineWorld(Two()).StartAsync();
        world.Adapter.Holds("b");
        var order = world.Order() with { TraceParent = $"00-{Trace}-b7ad6b7169203331-01" };

        var id = EngineWorld.StateIn(await world.Begin(order)).Id;
        await EngineWorld.Until(() => world.Adapter.Calls.Count == 2);
        await world.RestartAsync();
        await world.Pass(world.EndOf(id));

        // The call that the first process left behind may, in this world, still time out.
        bool IsMine(Activity span) =>
            span.TraceId.ToHexString() == Trace && (string?)span.GetTagItem("orchestrator.outcome") != "unknown";
        await EngineWorld.Until(() => spans.Any(span => span.OperationName == "activation" && IsMine(span)));
        var mine = spans.Where(IsMine).ToArray();

        Assert.All(mine, span => Assert.Equal(ActivationId.ToText(id), span.GetTagItem("orchestrator.activation")));
        Assert.Equal(
            ["net.a", "net.b", "net.b", "activation"], mine.Select(span => span.OperationName));
        Assert.Equal("Completed", mine[^1].GetTagItem("orchestrator.state"));
        Assert.Equal([false, true, false], mine[..3].Select(span => span.GetTagItem("orchestrator.read")));
    }

    [Fact]
    public async Task What_an_adapter_does_is_under_the_attempts_span_and_the_callers_trace_does_not_leak()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = Listen(spans);
        await using var world = await new EngineWorld(Two()).StartAsync();
        var seen = new ConcurrentQueue<string?>();
        for (var count = 0; count < 40; count++)
        {
            world.Adapter.Answers("a", (call, _) =>
            {
                seen.Enqueue(Activity.Current?.OperationName);
                return Task.FromResult<Answer>(world.Adapter.Apply(call, new()));
            });
        }

        using var caller = new Activity("the caller").Start();
        for (var count = 0; count < 40; count++)
            await world.Run();

        Assert.Equal(Enumerable.Repeat("net.a", 40), seen);
        Assert.Same(caller, Activity.Current);
        Assert.DoesNotContain(
            spans.Where(span => span.OperationName == "net.a"), span => span.TraceId == caller.TraceId);
    }

    [Fact]
    public async Task Every_attempt_and_every_end_is_counted()
    {
        var counted = new ConcurrentDictionary<string, double>();
        using var meters = new MeterListener();
        await using var world = new EngineWorld(Two()) { Metrics = new EngineMetrics() };
        meters.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter, world.Metrics.Meter))
                listener.EnableMeasurementEvents(instrument);
        };
        meters.SetMeasurementEventCallback<long>(
            (instrument, value, tags, _) => Count(counted, instrument, value, tags));
        meters.SetMeasurementEventCallback<int>(
            (instrument, value, tags, _) => Count(counted, instrument, value, tags));
        meters.Start();
        await world.StartAsync();
        world.Adapter.Answers("b", new Answer.Permanent("NO", "No."));

        await world.Run();
        await world.Run();
        meters.RecordObservableInstruments();

        Assert.Equal(2, counted["orchestrator.activations.started action=Custom"]);
        Assert.Equal(1, counted["orchestrator.activations.finished state=Completed"]);
        Assert.Equal(1, counted["orchestrator.activations.finished state=RolledBack"]);
        Assert.Equal(2, counted["orchestrator.attempts adapter=net operation=a outcome=succeeded"]);
        Assert.Equal(1, counted["orchestrator.attempts adapter=net operation=b outcome=permanent"]);
        Assert.Equal(1, counted["orchestrator.attempts adapter=net operation=undo-a outcome=succeeded"]);
        Assert.Equal(1, counted["orchestrator.journal.available"]);
        Assert.Equal(0, counted["orchestrator.calls.waiting"]);
    }

    [Fact]
    public async Task The_log_has_a_line_for_what_ended_otherwise_than_completed_and_none_for_the_rest()
    {
        var lines = new Lines();
        await using var world = await new EngineWorld(Two()) { Log = lines }.StartAsync();
        lines.Clear();
        var order = world.Order() with { TraceParent = $"00-{Trace}-b7ad6b7169203331-01" };

        var completed = EngineWorld.StateIn(await world.Run());
        world.Adapter.Answers("b", new Answer.Permanent("NO", "No."));
        var undone = EngineWorld.StateIn(await world.Run(order));
        var name = ActivationId.ToText(undone.Id);

        Assert.Equal(ActivationState.Completed, completed.State);
        Assert.Equal(
            [
                $"Information Activation {name} is rolled back, trace {Trace}: Step 'b' failed: No.",
                $"Information Activation {name} has ended as RolledBack. Trace {Trace}.",
            ],
            lines);
    }

    [Fact]
    public async Task The_log_says_when_an_adapters_circuit_opens_and_closes_and_who_holds_it_once_each()
    {
        var lines = new Lines();
        var decisions = new InMemoryAdapterDecisions();
        var limits = AdapterLimits.Default with { CircuitCallsMin = 2, CircuitFailureRatio = 0.5 };
        await using var world =
            await new EngineWorld(Two(), limits) { Log = lines, Decisions = decisions }.StartAsync();
        lines.Clear();
        var down = new Answer.Retryable("DOWN", "It is down.");
        world.Adapter.Answers("a", down, down);

        var both = Task.WhenAll(world.Run(), world.Run());
        await EngineWorld.Until(() => world.Adapters.Figures[0].Circuit is not null);
        await world.Pass(both);
        await world.Pass(() => world.Adapters.Figures[0].Circuit is null);
        foreach (var (holds, request) in ((bool, string)[])[(true, "r-1"), (false, "r-2")])
        {
            var decision = new AdapterDecision("net", holds, "ann", "New firmware.", "", world.Time.GetUtcNow());
            await decisions.KeepAsync(new NewAdapterDecision(decision, request, "hash"), default);
            await world.Engine.ChangeAdaptersAsync(default);
            await world.Engine.ChangeAdaptersAsync(default);
        }

        Assert.Equal(
            [
                "Warning Calls to adapter 'net' fail: it is left alone, steps wait, and it is tried again from time to time.",
                "Information Adapter 'net' works again: calls to it begin as they come.",
                "Information ann holds adapter 'net': New firmware. No call to it begins.",
                "Information Adapter 'net' is released: calls to it begin again.",
            ],
            lines);
    }

    private static void Count(
        ConcurrentDictionary<string,
        double> counted,
        Instrument instrument,
        double value,
        ReadOnlySpan<KeyValuePair<string,
        object?>> tags)
    {
        var name = string.Join(' ', [instrument.Name, .. tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}")]);
        counted.AddOrUpdate(name, value, (_, before) => instrument.IsObservable ? value : before + value);
    }

    private static ActivityListener Listen(ConcurrentQueue<Activity> spans)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == EngineTracing.SourceName,
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static WorkflowPlan Two()
    {
        var plans = new Plans();
        return plans.Build(plans.Sequence("all", plans.Step("a"), plans.Step("b")));
    }

    private sealed class Lines : ConcurrentQueue<string>, ILogger<ActivationEngine>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel level) => level >= LogLevel.Information;

        public void Log<TState>(
            LogLevel level, EventId id, TState state, Exception? failure, Func<TState, Exception?, string> format) =>
            Enqueue($"{level} {format(state, failure)}");
    }
}
