using Grpc.Core;
using Orchestrator.V1;
using State = Orchestrator.V1.Activation.Types.State;

namespace Orchestrator.Tests.EndToEnd.Server;

public sealed class WatchTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly RunningServer _server = shared.Server;

    [Fact]
    public async Task A_finished_activation_is_told_from_its_first_event_to_its_last()
    {
        var ended = await _server.RunAsync(await _server.PublishAsync(Definitions.Fails));

        var events = await WatchAsync(ended.Name, 0);

        Assert.Equal(
            Enumerable.Range(1, events.Count).Select(number => (long)number), events.Select(one => one.Sequence));
        Assert.Equal((ended.Sequence, State.RolledBack), (events[^1].Sequence, events[^1].State));
        Assert.Equal(("ActivationAccepted", "anonymous"), (events[0].Type, events[0].Actor));
        Assert.Equal(
            ["StepRequested first", "StepSucceeded first", "StepRequested second", "StepFailed second", "CompensationRequested first", "CompensationSucceeded first"],
            events.Where(one => one.Step.Length > 0).Select(one => $"{one.Type} {one.Step}"));
        Assert.All(events, one => Assert.NotEmpty(one.Summary));
        Assert.All(events, one => Assert.NotNull(one.Time));
        var failed = events.Single(one => one.Type == "StepFailed");
        Assert.Equal("ASKED_TO_FAIL", failed.Details.Fields["error"].StructValue.Fields["code"].StringValue);
        Assert.Equal(State.RollingBack, events.First(one => one.Type == "RollbackStarted").State);
    }

    [Fact]
    public async Task A_watch_that_was_cut_goes_on_where_it_was()
    {
        var started = await _server.Activations.StartActivationAsync(
            _server.Order(await _server.PublishAsync(Definitions.Waits)));
        var seen = new List<ActivationEvent>();
        using (var watch = _server.Activations.WatchActivation(new WatchActivationRequest { Name = started.Name }))
        {
            while (seen.LastOrDefault()?.Type != "SignalAwaited" && await watch.ResponseStream.MoveNext(default))
                seen.Add(watch.ResponseStream.Current);
        }

        await _server.Activations.SignalActivationAsync(
            new SignalActivationRequest { Name = started.Name, Signal = "visit-done" });
        var rest = await WatchAsync(started.Name, seen[^1].Sequence);

        var all = await WatchAsync(started.Name, 0);
        Assert.Equal(all, seen.Concat(rest));
        Assert.Equal(State.Completed, all[^1].State);
    }

    [Fact]
    public async Task What_happens_while_it_is_watched_is_told()
    {
        var started = await _server.Activations.StartActivationAsync(
            _server.Order(await _server.PublishAsync(Definitions.Waits)));
        using var watch = _server.Activations.WatchActivation(new WatchActivationRequest { Name = started.Name });
        var types = new List<string>();
        while (await watch.ResponseStream.MoveNext(default))
        {
            types.Add(watch.ResponseStream.Current.Type);
            if (types[^1] == "SignalAwaited")
                await _server.Activations.SignalActivationAsync(
                    new SignalActivationRequest { Name = started.Name, Signal = "visit-done" });
        }

        Assert.Equal("ActivationCompleted", types[^1]);
        Assert.Equal(StatusCode.OK, watch.GetStatus().StatusCode);
    }

    [Fact]
    public async Task Watching_from_beyond_the_end_of_a_finished_one_ends_at_once()
    {
        var ended = await _server.RunAsync(await _server.PublishAsync(Definitions.TwoSteps));

        Assert.Empty(await WatchAsync(ended.Name, ended.Sequence));
        Assert.Empty(await WatchAsync(ended.Name, long.MaxValue));
    }

    [Fact]
    public async Task A_negative_sequence_is_refused()
    {
        var ended = await _server.RunAsync(await _server.PublishAsync(Definitions.TwoSteps));
        using var watch = _server.Activations.WatchActivation(
            new WatchActivationRequest { Name = ended.Name, AfterSequence = -1 });

        var refused = Refused.Of(await Assert.ThrowsAsync<RpcException>(() => watch.ResponseStream.MoveNext(default)));

        Assert.Equal([("after_sequence", "must not be negative.")], refused.Fields);
    }

    [Fact]
    public async Task A_watch_keeps_to_its_deadline_and_leaves_the_activation_alone()
    {
        var started = await _server.Activations.StartActivationAsync(
            _server.Order(await _server.PublishAsync(Definitions.Waits)));
        using var watch = _server.Activations.WatchActivation(
            new WatchActivationRequest { Name = started.Name }, deadline: DateTime.UtcNow.AddMilliseconds(300));

        var ended = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await watch.ResponseStream.MoveNext(default))
            {
                // Until the deadline.
            }
        });

        Assert.Equal(StatusCode.DeadlineExceeded, ended.StatusCode);
        Assert.Equal(
            State.Running,
            (await _server.Activations.GetActivationAsync(new GetActivationRequest { Name = started.Name })).State);
    }

    private async Task<List<ActivationEvent>> WatchAsync(string name, long after)
    {
        using var watch = _server.Activations.WatchActivation(
            new WatchActivationRequest { Name = name, AfterSequence = after }, deadline: DateTime.UtcNow.AddSeconds(
                30));
        return await watch.ResponseStream.ReadAllAsync().ToListAsync();
    }
}
