using System.Text.Json;
using Orchestrator.Adapters;
using Orchestrator.Engine.Dispatch;
using Orchestrator.Engine.Workers;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.Unit.Engine;

/// <summary>Leases and memories of workers, by a clock that the test sets.</summary>
public sealed class WorkerAdapterTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(8);
    private static readonly AdapterCall Light = new("light", JsonElement.Parse("{}"), "key");

    private readonly ManualTime _time = new();
    private readonly SkippingClock _clock;
    private readonly MemoryRecords _records = new();

    public WorkerAdapterTests() => _clock = new SkippingClock(_time);

    [Fact]
    public async Task A_call_is_lost_when_its_worker_has_said_nothing_for_the_lease_and_the_worker_gets_no_more_until_it_speaks()
    {
        var adapter = NewAdapter();
        using var link = await ConnectAsync(adapter, credits: 2);
        var calling = adapter.ExecuteAsync(Light, default);
        Assert.True(link.TryHandOut(1));
        Pass(TimeSpan.FromSeconds(6));
        Assert.True(link.TryFind(1, out var kind, out _));
        Pass(TimeSpan.FromSeconds(8));
        Assert.Equal((WorkerCallKind.Execute, false), (kind, calling.IsCompleted));

        Pass(TimeSpan.FromSeconds(2));

        Assert.Equal(new Answer.Unknown("Worker 'one' said nothing of the call for 8 s."), await calling);
        Assert.Equal(0, adapter.Capacity);
        Assert.True(link.TryFind(1, out var late, out _));
        Assert.Equal((null, 1), (late, adapter.Capacity));
        Assert.False(link.TryFind(2, out _, out _));
    }

    [Fact]
    public async Task A_check_that_comes_late_itself_loses_nothing()
    {
        var adapter = NewAdapter();
        using var link = await ConnectAsync(adapter);
        var calling = adapter.ExecuteAsync(Light, default);
        link.TryHandOut(1);

        _clock.Skipped = TimeSpan.FromMinutes(1);
        Pass(TimeSpan.FromSeconds(6));

        Assert.False(calling.IsCompleted);
        Pass(TimeSpan.FromSeconds(6));
        Assert.IsType<Answer.Unknown>(await calling);
    }

    [Fact]
    public async Task A_call_that_was_not_sent_when_the_worker_went_has_not_begun()
    {
        var adapter = NewAdapter();
        using var link = await ConnectAsync(adapter, credits: 2);
        var (unsent, sent) = (adapter.ExecuteAsync(Light, default), adapter.ExecuteAsync(Light, default));
        link.TryHandOut(2);

        link.Close("It went.");

        Assert.Equal("It went.", (await Assert.ThrowsAsync<CallNotBegunException>(() => unsent)).Message);
        Assert.Equal(new Answer.Unknown("It went."), await sent);
        Assert.Equal("No worker serves adapter instance 'lamps' here now. Start one.", adapter.Closed);
    }

    [Fact]
    public async Task What_workers_can_do_is_known_to_the_next_process_and_only_a_higher_version_changes_it()
    {
        (await ConnectAsync(NewAdapter(), version: 3)).Dispose();
        var next = NewAdapter();
        Assert.Empty(next.Description.Operations);

        await next.LoadAsync(default);

        Assert.Equal(["light"], next.Description.Operations.Select(operation => operation.Name));
        Assert.Equal((null, 3L), await next.RegisterAsync("two", Description(3, "other"), 1, default));
        var (newer, _) = await next.RegisterAsync("two", Description(4, "other"), 1, default);
        Assert.Equal("other", next.Description.Operations[0].Name);
        newer!.Dispose();
    }

    [Fact]
    public async Task What_is_declared_counts_until_the_first_worker_has_come()
    {
        using var declared = Declared("""{ "operations": { "light": { "inverse": "put-out", "summary": "Lights." }, "put-out": {} } }""");
        await declared.LoadAsync(default);
        Assert.Equal(
            ("put-out", true, "Lights.", """{ "type": "object" }"""),
            declared.Description.Find("light") is var light
                ? (light!.Inverse, light.HasEffect, light.Summary, light.InputSchema)
                : default);

        (await ConnectAsync(declared)).Dispose();

        Assert.Equal(["light"], declared.Description.Operations.Select(operation => operation.Name));
        using var next = Declared("""{ "operations": { "other": {} } }""");
        await next.LoadAsync(default);
        Assert.Equal(["light"], next.Description.Operations.Select(operation => operation.Name));
    }

    [Fact]
    public void What_is_declared_wrongly_is_named()
    {
        var refused = Assert.Throws<AdapterSetupException>(
            () => Declared("""{ "operations": { "light": { "inverse": "put-out" } } }"""));

        Assert.Equal(
            new SetupProblem("/declaration/operations/light/inverse", "There is no such operation here. Declare it."),
            Assert.Single(refused.Problems));
    }

    [Fact]
    public async Task Nobody_waits_for_ever_within_the_adapter()
    {
        var adapter = NewAdapter();
        var calling = adapter.ExecuteAsync(Light, default);

        _time.Advance(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<CallNotBegunException>(() => calling);
    }

    private WorkerAdapter Declared(string declaration) => (WorkerAdapter)new WorkerAdapterFactory().Create(
        new AdapterSetup("lamps", JsonElement.Parse("{}"), "/", new SecretReader("/"), _records)
        {
            Declaration = JsonElement.Parse(declaration),
            Time = _clock,
        });

    private WorkerAdapter NewAdapter() => new(
        "lamps", Lease, new WorkerToken(new SecretReader("/"), null), _records, _clock);

    /// <summary>In the steps in which leases are checked.</summary>
    private void Pass(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += Lease / 4)
            _time.Advance(Lease / 4);
    }

    private static async Task<WorkerLink> ConnectAsync(WorkerAdapter adapter, int credits = 1, long version = 1) =>
        (await adapter.RegisterAsync("one", Description(version, "light"), credits, default)).Link!;

    private static WorkerDescription Description(long version, string operation) =>
        new(version, new AdapterDescription("lamps", [new(operation, "{}", "{}")]));

    /// <summary>Its process stands still now and then, and its timers with it.</summary>
    private sealed class SkippingClock(ManualTime inner) : TimeProvider
    {
        public TimeSpan Skipped { get; set; }

        public override long TimestampFrequency => inner.TimestampFrequency;

        public override long GetTimestamp() => inner.GetTimestamp() + Skipped.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            inner.CreateTimer(callback, state, dueTime, period);
    }
}
