using System.Diagnostics;
using Google.Protobuf.WellKnownTypes;
using Orchestrator.Tests.EndToEnd.Processes;
using Orchestrator.V1;
using State = Orchestrator.V1.Activation.Types.State;

namespace Orchestrator.Tests.EndToEnd.Cluster;

/// <summary>Every server looks for orders that are going to be late, and each of them is told of once.</summary>
public sealed class JeopardyTests
{
    private const string Told = "DueTimeInJeopardy";
    private const int Orders = 20;
    private static readonly TimeSpan Due = TimeSpan.FromMinutes(30);

    private static readonly TimeSpan ToldMax = TimeSpan.FromSeconds(100);

    /// <summary>What a dead server had is taken over after 5 s.</summary>
    private static readonly (string Name, string Value)[] Settings = [("LookAheadSeconds", "4")];

    [Fact]
    public async Task What_a_server_would_have_told_of_that_is_killed_another_one_tells_of_once()
    {
        await using var cluster = await ClusterSite.StartAsync(2, Settings, ["wait"]);
        var (one, two) = (cluster.Sites[0], cluster.Sites[1]);
        var names = await HoldAsync(one, "late", Orders);

        await one.Server.KillAsync();
        await ToldOfAsync(two, names);

        await AllOnceAsync(two, names);
    }

    [Fact]
    public async Task A_server_that_is_killed_while_it_tells_of_late_orders_has_none_told_of_twice_and_none_forgotten()
    {
        await using var cluster = await ClusterSite.StartAsync(2, Settings, ["wait"]);
        var (one, two) = (cluster.Sites[0], cluster.Sites[1]);
        string[] names = [.. await HoldAsync(one, "one", Orders), .. await HoldAsync(two, "two", Orders)];

        await ToldOfAsync(two, names, count: 1);
        await one.Server.KillAsync();
        await ToldOfAsync(two, names);
        await one.StartAsync();
        await cluster.SharesAsync();

        // Both look at all of them again: that is over when they have told of what came later.
        await ToldOfAsync(one, [.. await HoldAsync(one, "later-one", 1), .. await HoldAsync(two, "later-two", 1)]);
        await AllOnceAsync(one, names);
    }

    /// <summary>Orders that a person holds, half an hour before they are due: they cannot be told to be in time.</summary>
    private static async Task<string[]> HoldAsync(ServerSite site, string prefix, int count)
    {
        var names = new List<string>();
        for (var number = 0; number < count; number++)
        {
            var id = $"{prefix}-{number}";
            var order = Processes.Orders.Order("wait", id, ("address", $"{id}@example.org"), ("pause", "01:00:00"));
            order.DueTime = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow + Due);
            var name = (await Lost.SendUntilAnsweredAsync(
                () => site.Activations.StartActivationAsync(order).ResponseAsync)).Name;
            var held = await Lost.SendUntilAnsweredAsync(() => site.Activations.HoldActivationAsync(
                new HoldActivationRequest { Name = name, RequestId = $"hold-{id}", Decision = new() { Reason = "a test" } })
                .ResponseAsync);
            Assert.Equal(State.Held, held.State);
            names.Add(name);
        }

        return [.. names];
    }

    /// <summary>Waits until so many of them are told of; until all are, unless it is given.</summary>
    private static async Task ToldOfAsync(ServerSite site, string[] names, int? count = null)
    {
        var request = new ListActivationsRequest { PageSize = 1000, Filter = new ActivationFilter { InJeopardy = true } };
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(20))
        {
            var listed = await Lost.SendUntilAnsweredAsync(
                () => site.Activations.ListActivationsAsync(request).ResponseAsync);
            var told = listed.Activations.Count(one => names.Contains(one.Name));
            if (told >= (count ?? names.Length))
                return;
            Assert.True(waited.Elapsed < ToldMax, $"{told} are told of. The server wrote:\n{site.Server.Captured}");
        }
    }

    private static async Task AllOnceAsync(ServerSite site, string[] names)
    {
        foreach (var name in names)
        {
            await Lost.SendUntilAnsweredAsync(() => site.Activations.CancelActivationAsync(new CancelActivationRequest
            {
                Name = name,
                RequestId = $"cancel-{name}",
                Decision = new() { Reason = "enough" },
            }).ResponseAsync);
            var events = await site.WatchAsync(name);
            Assert.Single(events, static happened => happened.Type == Told);
        }
    }
}
