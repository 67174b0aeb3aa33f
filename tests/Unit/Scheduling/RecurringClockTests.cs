using Microsoft.Extensions.Logging.Abstractions;
using Orchestrator.Engine.Ports;
using Orchestrator.Server.Scheduling;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.Unit.Scheduling;

public sealed class RecurringClockTests
{
    private readonly ManualTime _time = new();
    private readonly InMemoryRecurringRuns _runs = new();

    [Fact]
    public async Task Work_that_is_new_does_not_make_up_for_what_was_before_it()
    {
        var nightly = new Work(Recurrence.At("0 0 3 * * ?"));

        await TurnAsync(nightly);
        _time.Advance(TimeSpan.FromHours(2));
        await TurnAsync(nightly);

        Assert.Empty(nightly.Moments);
    }

    [Fact]
    public async Task A_time_is_met_once_however_often_and_by_how_many_nodes_it_is_looked_at()
    {
        var nightly = new Work(Recurrence.At("0 0 3 * * ?"));
        RecurringClock[] nodes = [Clock("one", nightly), Clock("two", nightly)];
        foreach (var node in nodes)
            await node.TurnAsync(default);
        _time.Advance(TimeSpan.FromHours(4));

        await Task.WhenAll(nodes.Select(node => node.TurnAsync(default)));
        foreach (var node in nodes)
            await node.TurnAsync(default);

        var moment = Assert.Single(nightly.Moments);
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 3, 0, 0, TimeSpan.Zero), moment.Due);
    }

    [Fact]
    public async Task After_a_downtime_of_days_it_is_done_at_once_and_once()
    {
        var nightly = new Work(Recurrence.At("0 0 3 * * ?"));
        await TurnAsync(nightly);

        _time.Advance(TimeSpan.FromDays(5));
        await TurnAsync(nightly);
        await TurnAsync(nightly);

        Assert.Equal([new RecurringMoment(Jan(1, 3), Jan(6, 0))], nightly.Moments);
        _time.Advance(TimeSpan.FromHours(3));
        await TurnAsync(nightly);
        Assert.Equal([Jan(1, 3), Jan(6, 3)], nightly.Moments.Select(moment => moment.Due));
    }

    [Fact]
    public async Task Times_are_UTC_unless_a_zone_is_given()
    {
        var vienna = Recurrence.At("0 0 3 * * ?", TimeZoneInfo.FindSystemTimeZoneById("Europe/Vienna"));
        var work = new Work(vienna);
        await TurnAsync(work);

        _time.Advance(TimeSpan.FromHours(2));
        await TurnAsync(work);

        Assert.Equal([Jan(1, 2)], work.Moments.Select(moment => moment.Due));
    }

    [Fact]
    public async Task Work_that_fails_says_so_and_waits_for_its_next_time()
    {
        var failing = new Work(Recurrence.Every(TimeSpan.FromMinutes(5)))
        {
            Do = _ => throw new InvalidDataException("The inventory is nonsense."),
        };
        await TurnAsync(failing);
        _time.Advance(TimeSpan.FromMinutes(5));

        await TurnAsync(failing);
        await TurnAsync(failing);

        Assert.Single(failing.Moments);
        Assert.Equal("The inventory is nonsense.", (await _runs.ReadAsync(default))[0].Problem);
        _time.Advance(TimeSpan.FromMinutes(5));
        await TurnAsync(failing);
        Assert.Equal(2, failing.Moments.Count);
    }

    [Fact]
    public async Task What_the_database_kept_from_being_done_is_tried_again_at_once()
    {
        var isAway = true;
        var work = new Work(Recurrence.Every(TimeSpan.FromMinutes(5)))
        {
            Do = _ => isAway ? throw new JournalUnavailableException("away", null) : Task.CompletedTask,
        };
        await TurnAsync(work);
        _time.Advance(TimeSpan.FromMinutes(5));
        await TurnAsync(work);

        isAway = false;
        await TurnAsync(work);
        await TurnAsync(work);

        Assert.Equal([Jan(1, 0).AddMinutes(5), Jan(1, 0).AddMinutes(5)], work.Moments.Select(moment => moment.Due));
    }

    [Fact]
    public async Task While_one_node_does_it_no_other_begins_and_when_it_is_not_heard_of_another_takes_over()
    {
        var slow = new Work(Recurrence.Every(TimeSpan.FromMinutes(5)));
        await TurnAsync(slow);
        _time.Advance(TimeSpan.FromMinutes(5));
        var dead = (await _runs.ReadAsync(default))[0];
        await _runs.TakeAsync(new(dead, "dead node", _time.GetUtcNow(), _time.GetUtcNow() + RecurringClock.Lease), default);

        await TurnAsync(slow);
        Assert.Empty(slow.Moments);
        _time.Advance(RecurringClock.Lease);
        await TurnAsync(slow);

        Assert.Single(slow.Moments);
    }

    [Fact]
    public async Task A_run_that_lasts_keeps_its_work()
    {
        var isDone = new TaskCompletionSource();
        var slow = new Work(Recurrence.Every(TimeSpan.FromMinutes(5))) { Do = _ => isDone.Task };
        await TurnAsync(slow);
        _time.Advance(TimeSpan.FromMinutes(5));
        var running = TurnAsync(slow);

        for (var passed = TimeSpan.Zero; passed < 5 * RecurringClock.Lease; passed += RecurringClock.Lease / 3)
        {
            _time.Advance(RecurringClock.Lease / 3);
            await EngineWorld.Until(() => HeldUntil() == _time.GetUtcNow() + RecurringClock.Lease);
            await Clock("another", slow).TurnAsync(default);
        }

        Assert.Single(slow.Moments);
        isDone.SetResult();
        await running;
    }

    [Fact]
    public async Task A_server_that_stops_ends_its_run_and_leaves_it_to_the_others()
    {
        using var stop = new CancellationTokenSource();
        var slow = new Work(Recurrence.Every(TimeSpan.FromMinutes(5)));
        slow.Do = over => Task.Delay(Timeout.InfiniteTimeSpan, over);
        await TurnAsync(slow);
        _time.Advance(TimeSpan.FromMinutes(5));
        var running = Clock("one", slow).TurnAsync(stop.Token);

        await stop.CancelAsync();
        await running;
        slow.Do = _ => Task.CompletedTask;
        await Clock("two", slow).TurnAsync(default);

        Assert.Equal(2, slow.Moments.Count);
    }

    [Fact]
    public async Task What_is_switched_off_never_comes()
    {
        var work = new Work(Recurrence.Every(TimeSpan.FromMinutes(5)));
        var clock = new RecurringClock(
            _runs,
            new Dictionary<IRecurringWork, Recurrence> { [work] = Recurrence.Never },
            "one",
            _time,
            NullLogger.Instance);
        await clock.TurnAsync(default);

        _time.Advance(TimeSpan.FromDays(400));
        await clock.TurnAsync(default);

        Assert.Empty(work.Moments);
    }

    [Fact]
    public async Task Quartz_rings_and_ends_with_the_server()
    {
        var isRung = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var work = new Work(Recurrence.Every(TimeSpan.FromSeconds(1)))
        {
            Do = _ =>
            {
                isRung.TrySetResult();
                return Task.CompletedTask;
            },
        };
        var clock = new RecurringClock(
            _runs,
            new Dictionary<IRecurringWork, Recurrence> { [work] = work.When },
            "one",
            TimeProvider.System,
            NullLogger.Instance);

        await using (var quartz = new QuartzClock(clock, NullLogger<QuartzClock>.Instance))
        {
            quartz.Start();
            await isRung.Task.WaitAsync(TimeSpan.FromSeconds(60));
        }
    }

    private DateTimeOffset HeldUntil() => _runs.ReadAsync(default).Result[0].Until;

    private static DateTimeOffset Jan(int day, int hour) => new(2026, 1, day, hour, 0, 0, TimeSpan.Zero);

    private Task TurnAsync(Work work) => Clock("one", work).TurnAsync(default);

    private RecurringClock Clock(string node, Work work) => new(
        _runs, new Dictionary<IRecurringWork, Recurrence> { [work] = work.When }, node, _time, NullLogger.Instance);

    private sealed class Work(Recurrence when) : IRecurringWork
    {
        public List<RecurringMoment> Moments { get; } = [];

        public Func<CancellationToken, Task> Do { get; set; } = _ => Task.CompletedTask;

        public string Name => "audit";

        public Recurrence When => when;

        public async Task RunAsync(RecurringMoment moment, CancellationToken cancellation)
        {
            lock (Moments)
                Moments.Add(moment);
            await Do(cancellation);
        }
    }
}
