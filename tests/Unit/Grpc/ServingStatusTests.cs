using Orchestrator.Server.Grpc;

namespace Orchestrator.Tests.Unit.Grpc;

public class ServingStatusTests
{
    private readonly ServingStatus _status = new();

    [Fact]
    public void A_process_starts_without_serving()
    {
        var (state, changed) = _status.Now;

        Assert.Equal(ServingState.Starting, state);
        Assert.False(changed.IsCompleted);
    }

    [Fact]
    public void Whoever_waits_is_told_of_a_change_and_only_of_a_change()
    {
        var (_, changed) = _status.Now;

        _status.MoveTo(ServingState.Starting);
        Assert.False(changed.IsCompleted);

        _status.MoveTo(ServingState.Serving);
        Assert.True(changed.IsCompletedSuccessfully);
        Assert.Equal(ServingState.Serving, _status.Now.State);
        Assert.False(_status.Now.Changed.IsCompleted);
    }

    [Fact]
    public void What_is_to_happen_only_from_one_state_does_not_happen_from_another()
    {
        _status.MoveTo(ServingState.Draining);

        _status.MoveTo(ServingState.Serving, from: ServingState.Drained);
        Assert.Equal(ServingState.Draining, _status.Now.State);

        _status.MoveTo(ServingState.Stopped, from: ServingState.Draining);
        Assert.Equal(ServingState.Stopped, _status.Now.State);
    }

    [Fact]
    public void After_it_has_stopped_nothing_starts_it_again()
    {
        _status.MoveTo(ServingState.Stopped);

        _status.MoveTo(ServingState.Serving);

        Assert.Equal(ServingState.Stopped, _status.Now.State);
        Assert.False(_status.Now.Changed.IsCompleted);
    }

    [Fact]
    public async Task No_watcher_misses_the_last_state_whoever_else_is_moving_it()
    {
        var watchers = Enumerable.Range(0, 8).Select(_ => Task.Run(UntilStopped)).ToList();

        Parallel.For(0, 1_000, i => _status.MoveTo(i % 2 == 0 ? ServingState.Serving : ServingState.Draining));
        _status.MoveTo(ServingState.Stopped);

        await Task.WhenAll(watchers).WaitAsync(TimeSpan.FromSeconds(30));
    }

    private async Task UntilStopped()
    {
        for (var now = _status.Now; now.State != ServingState.Stopped; now = _status.Now)
        {
            await now.Changed;
        }
    }
}
