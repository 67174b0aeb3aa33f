using Orchestrator.Adapters.Sandbox;
using Orchestrator.V1;
using State = Orchestrator.V1.Activation.Types.State;

namespace Orchestrator.Tests.EndToEnd.Processes;

/// <summary>
/// What waits, waits on disk: it goes on by itself, and not before its time, when the server is there again.
/// </summary>
public sealed class RestartTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task A_delay_goes_on_by_itself_after_a_kill_and_ends_when_it_should()
    {
        await using var site = new ServerSite();
        await site.StartAsync();
        await site.PublishAsync("wait");
        var order = Orders.Order("wait", "delayed", ("address", "delayed@example.org"), ("pause", "00:00:03"));
        var name = (await site.Activations.StartActivationAsync(order)).Name;
        var before = await site.WatchAsync(name, 0, until: "DelayStarted");

        await site.Server.KillAsync();
        await site.StartAsync();
        var all = await site.WatchAsync(name);

        var types = all.Select(happened => happened.Type).ToList();
        Assert.Equal(before, all.Take(before.Count));
        Assert.Equal(["mailbox", "welcome"], Steps(all, "StepSucceeded"));
        Assert.Single(types, "DelayElapsed");
        Assert.Equal(State.Completed, all[^1].State);
        Assert.True(TimeBetween(all, "DelayStarted", "DelayElapsed") >= Pause, "The delay was cut short.");
        Assert.All(SandboxRecord.Read(site.Sandbox), call => Assert.Equal((1, 1), (call.Called, call.Applied)));
    }

    [Fact]
    public async Task A_retry_goes_on_by_itself_after_a_kill_and_comes_when_it_should()
    {
        await using var site = new ServerSite();
        await site.StartAsync();
        await site.PublishAsync("wait");
        var order = Orders.Order("wait", "retried", ("address", "retried@example.org")).With("mail.send", "fail-once");
        var name = (await site.Activations.StartActivationAsync(order)).Name;
        var before = await site.WatchAsync(name, 0, until: "StepAttemptFailed");

        await site.Server.KillAsync();
        await site.StartAsync();
        var all = await site.WatchAsync(name);

        Assert.Equal(before, all.Take(before.Count));
        Assert.Equal(["mailbox", "welcome"], Steps(all, "StepSucceeded"));
        Assert.Equal(State.Completed, all[^1].State);
        Assert.True(TimeBetween(all, "StepAttemptFailed", "StepSucceeded") >= Pause, "The retry came too early.");
        var sent = Assert.Single(SandboxRecord.Read(site.Sandbox), call => call.Operation == "send");
        Assert.Equal((2, 1), (sent.Called, sent.Applied));
    }

    [Fact]
    public async Task What_came_due_while_no_server_was_there_is_done_at_once_when_one_starts()
    {
        await using var site = new ServerSite();
        await site.StartAsync();
        await site.PublishAsync("wait");
        var names = new List<string>();
        foreach (var id in Enumerable.Range(1, 5).Select(number => $"overdue-{number}"))
        {
            var order = Orders.Order("wait", id, ("address", $"{id}@example.org"), ("pause", "00:00:00.3"));
            names.Add((await site.Activations.StartActivationAsync(order)).Name);
        }

        Assert.Equal(0, await site.Server.StopAsync());
        await site.StartAsync();
        var ends = await Task.WhenAll(names.Select(name => site.WatchAsync(name)));

        Assert.All(ends, events => Assert.Equal(State.Completed, events[^1].State));
        Assert.All(SandboxRecord.Read(site.Sandbox), call => Assert.Equal(1, call.Applied));
    }

    private static IEnumerable<string> Steps(IEnumerable<ActivationEvent> events, string type) =>
        events.Where(happened => happened.Type == type).Select(happened => happened.Step);

    private static TimeSpan TimeBetween(List<ActivationEvent> events, string first, string last) =>
        events.Last(happened => happened.Type == last)
            .Time.ToDateTime() - events.First(happened => happened.Type == first)
            .Time.ToDateTime();
}
