using Orchestrator.Adapters.Sandbox;
using Orchestrator.Tests.EndToEnd.Processes;

namespace Orchestrator.Tests.EndToEnd.Cluster;

/// <summary>Lanes with a width and a rate, on several servers.</summary>
public sealed class LaneTests
{
    private const string NoteBegins =
        """
        create table begun (at timestamptz not null);
        create function note_begin() returns trigger language plpgsql as $$ begin insert into begun values (new.at); return new; end $$;
        create trigger note_begin before insert on lane_begins for each row execute function note_begin();
        """;

    /// <summary>Calls that began less than a second after the third one before them, by the database's clock.</summary>
    private const string TooSoon =
        "select count(*) from (select at - lag(at, 3) over (order by at) as after from begun) as b where after < "
            + "interval '1 second'";

    [Fact]
    public async Task Width_and_rate_hold_whichever_servers_run_the_steps()
    {
        await using var cluster = await ClusterSite.StartAsync(
            3, [("Lanes__post-*__Width", "2"), ("Lanes__post-*__Rate", "3/00:00:01")], ["laned"]);
        await cluster.ReadAsync(NoteBegins);

        var started = await Task.WhenAll(Enumerable.Range(0, 15).Select(number => cluster.Sites[number % 3].Activations.StartActivationAsync(
            Orders.Order("laned", $"lane-{number}", ("address", $"lane-{number}@example.org")).With("mail.create-mailbox", "slow-50")).ResponseAsync));
        await Task.WhenAll(started.Select((one, number) => cluster.Sites[(number + 1) % 3].WatchAsync(one.Name)));

        var spans = await Task.WhenAll(started.Select(one => SpanAsync(cluster.Sites[0], one.Name)));
        Assert.InRange(spans.Max(one => spans.Count(other => other.From <= one.From && one.From < other.To)), 1, 2);
        Assert.Equal(0, await cluster.ReadAsync(TooSoon));
        Assert.Equal(15, await cluster.ReadAsync("select count(*) from begun"));
        Assert.Equal(0, await cluster.ReadAsync("select count(*) from lanes"));
        var calls = cluster.Calls();
        Assert.Equal(15, calls.Count);
        Assert.All(calls, call => Assert.Equal(1, call.Applied));
    }

    private static async Task<(DateTime From, DateTime To)> SpanAsync(ServerSite site, string name)
    {
        var events = await site.WatchAsync(name);
        return (
            events.Last(one => one.Type is "StepStarted" or "StepRequested").Time.ToDateTime(),
            events.First(one => one.Type == "StepSucceeded").Time.ToDateTime());
    }
}
