using System.Diagnostics;
using System.Diagnostics.Metrics;
using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Engine;

/// <summary>What the engine counts and measures, as meter <c>Orchestrator</c>. Times are in seconds.</summary>
public sealed class EngineMetrics : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Orchestrator";

    private readonly Meter _meter;
    private readonly Counter<long> _started;
    private readonly Counter<long> _finished;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _fallouts;
    private readonly Counter<long> _inJeopardy;
    private readonly Counter<long> _attempts;
    private readonly Histogram<double> _attemptDuration;
    private readonly Histogram<int> _batch;
    private readonly Histogram<double> _flush;

    /// <param name="factory">Null where there is no host: then the meter is this object's own.</param>
    public EngineMetrics(IMeterFactory? factory = null)
    {
        _meter = factory?.Create(MeterName) ?? new Meter(MeterName);
        _started = _meter.CreateCounter<long>(
            "orchestrator.activations.started", "{activation}", "Activations accepted, by action");
        _finished = _meter.CreateCounter<long>(
            "orchestrator.activations.finished", "{activation}", "Activations ended, by state");
        _duration = _meter.CreateHistogram<double>(
            "orchestrator.activation.duration", "s", "From acceptance to end, by state");
        _fallouts = _meter.CreateCounter<long>(
            "orchestrator.fallouts", "{fallout}", "Steps that needed a person, by code");
        _inJeopardy = _meter.CreateCounter<long>(
            "orchestrator.due_times.in_jeopardy", "{activation}", "Due times found to be in jeopardy, by workflow");
        _attempts = _meter.CreateCounter<long>(
            "orchestrator.attempts", "{attempt}", "Calls of adapters, by adapter, operation and outcome");
        _attemptDuration = _meter.CreateHistogram<double>(
            "orchestrator.attempt.duration", "s", "From call to answer, by adapter and operation");
        _batch = _meter.CreateHistogram<int>(
            "orchestrator.journal.batch", "{write}", "Writes in one flush of the journal");
        _flush = _meter.CreateHistogram<double>("orchestrator.journal.flush", "s", "Time of one flush of the journal");
    }

    /// <summary>What listeners tell this engine's measures from another's by.</summary>
    public Meter Meter => _meter;

    public void Dispose() => _meter.Dispose();

    internal void Started(ActivationAccepted accepted)
    {
        if (_started.Enabled)
            _started.Add(1, Tag("action", accepted.Order.Action));
    }

    internal void Finished(ActivationState state, TimeSpan duration)
    {
        if (_finished.Enabled)
            _finished.Add(1, Tag("state", state));
        if (_duration.Enabled)
            _duration.Record(duration.TotalSeconds, Tag("state", state));
    }

    internal void FellOut(FalloutRaised fallout) =>
        _fallouts.Add(1, new KeyValuePair<string, object?>("code", fallout.Error.Code));

    internal void InJeopardy(string workflow) =>
        _inJeopardy.Add(1, new KeyValuePair<string, object?>("workflow", workflow));

    internal void Attempted(string adapter, string operation, string outcome, TimeSpan duration)
    {
        if (_attempts.Enabled)
            _attempts.Add(1, new("adapter", adapter), new("operation", operation), new("outcome", outcome));
        if (_attemptDuration.Enabled)
            _attemptDuration.Record(duration.TotalSeconds, new("adapter", adapter), new("operation", operation));
    }

    internal void Flushed(int writes, TimeSpan took)
    {
        _batch.Record(writes);
        _flush.Record(took.TotalSeconds);
    }

    /// <summary>The engine's state, read when somebody looks.</summary>
    internal void Observe(Func<EngineStatistics> now, Func<bool> isJournalAvailable)
    {
        _meter.CreateObservableGauge(
            "orchestrator.activations.in_memory", () => now().ActivationsInMemory, "{activation}");
        _meter.CreateObservableGauge(
            "orchestrator.inputs.waiting",
            () => now().InputsWaiting,
            "{input}",
            "Inputs that the loop has not taken in yet");
        _meter.CreateObservableGauge(
            "orchestrator.events.waiting",
            () => now().EventsOnTheirWay,
            "{event}",
            "Published events that have not come to all yet");
        _meter.CreateObservableGauge(
            "orchestrator.sleepers.kept_out",
            () => now().SleepersKeptOut.TotalSeconds,
            "s",
            "How long there has been no room for sleepers that are due");
        _meter.CreateObservableGauge("orchestrator.starts.waiting", () => now().StartsWaiting, "{activation}");
        _meter.CreateObservableGauge("orchestrator.writes.waiting", () => now().WritesWaiting, "{write}");
        _meter.CreateObservableGauge("orchestrator.calls.in_flight", () => now().CallsInFlight, "{call}");
        _meter.CreateObservableGauge("orchestrator.calls.waiting", () => now().CallsWaiting, "{call}");
        _meter.CreateObservableGauge(
            "orchestrator.steps.oldest_ready",
            () => now().OldestReadyStep.TotalSeconds,
            "s",
            "Age of the oldest step that could be called and is not");
        _meter.CreateObservableGauge(
            "orchestrator.writes.oldest",
            () => now().OldestWrite.TotalSeconds,
            "s",
            "Age of the oldest write that is not durable yet");
        _meter.CreateObservableGauge("orchestrator.commands.waiting", () => now().CommandsWaiting, "{command}");
        _meter.CreateObservableGauge(
            "orchestrator.commands.oldest",
            () => now().OldestCommand.TotalSeconds,
            "s",
            "Age of the oldest command that is not answered yet");
        _meter.CreateObservableGauge(
            "orchestrator.waits", () => now().WaitsForEnd, "{wait}", "Callers that wait for the end of an activation");
        _meter.CreateObservableGauge("orchestrator.watchers", () => now().Watchers, "{watch}");
        _meter.CreateObservableGauge("orchestrator.journal.available", () => isJournalAvailable() ? 1 : 0);
    }

    /// <summary>How it is with the adapter instances, read when somebody looks.</summary>
    internal void Observe(Func<IReadOnlyList<AdapterFigures>> now)
    {
        Measure<int>("orchestrator.adapter.held", "1", "1: a person holds it, no call begins", one => one.IsHeld ? 1 : 0);
        Measure<int>(
            "orchestrator.adapter.circuit_open", "1", "1: calls fail, and none begins but to try", one => one.Circuit is null ? 0 : 1);
        Measure<int>(
            "orchestrator.adapter.unavailable", "1", "1: nobody is there who takes its calls", one => one.Closed is null ? 0 : 1);
        Measure<int>("orchestrator.adapter.calls.in_flight", "{call}", "Calls under way", one => one.InFlight);
        Measure<int>(
            "orchestrator.adapter.calls.waiting", "{call}", "Calls that could begin and may not", one => one.Waiting);
        Measure<double>(
            "orchestrator.adapter.calls.oldest_waiting",
            "s",
            "Age of the oldest call that could begin and may not",
            one => one.OldestWaiting.TotalSeconds);

        void Measure<T>(string name, string unit, string description, Func<AdapterFigures, T> value)
            where T : struct => _meter.CreateObservableGauge(
                name,
                () => now().Select(one => new Measurement<T>(
                    value(one), new KeyValuePair<string, object?>("adapter", one.Instance))),
                unit,
                description);
    }

    private static KeyValuePair<string, object?> Tag<TEnum>(string name, TEnum value)
        where TEnum : struct, Enum => new(name, Enum.GetName(value));
}
