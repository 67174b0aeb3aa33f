using Google.Protobuf.WellKnownTypes;
using Orchestrator.Tests.EndToEnd.Processes;
using Orchestrator.V1;
using Action = Orchestrator.V1.Action;
using State = Orchestrator.V1.Activation.Types.State;

namespace Orchestrator.Tests.EndToEnd.Cluster;

/// <summary>Orders that wait for one service, at whichever server they came in.</summary>
public sealed class ServiceOrderTests
{
    [Fact]
    public async Task Who_waits_for_a_service_gets_it_by_priority_and_then_in_the_order_of_arrival_whichever_servers_they_came_to()
    {
        await using var cluster = await ClusterSite.CreateAsync(3);
        foreach (var site in cluster.Sites)
        {
            site.WorkflowsFolder = BuiltServer.Workflows;
            await site.StartAsync();
        }

        await cluster.SharesAsync();
        // It has its service until the engineer was there.
        var line = await SendAsync(cluster.Sites[0], Line());
        await cluster.Sites[0].WatchAsync(line.Name, 0, until: "SignalAwaited");
        var waiting = new List<Activation>();
        for (var number = 0; number < 9; number++)
        {
            var order = Change($"change-{number}", line.Service);
            order.Priority = number == 6 ? 1 : 0;
            waiting.Add(await SendAsync(cluster.Sites[number % 3], order));
        }

        var visit = new SignalActivationRequest
        {
            Name = line.Name,
            RequestId = "visit",
            Signal = "engineer-visit-done",
        };
        await Lost.SendUntilAnsweredAsync(
            () => cluster.Sites[1].Activations.SignalActivationAsync(visit).ResponseAsync);
        var ends = await Task.WhenAll(
            waiting.Select((one, number) => cluster.Sites[(number + 1) % 3].WatchAsync(one.Name)));

        Assert.All(ends, events => Assert.Equal(State.Completed, events[^1].State));
        var begun = waiting.Zip(
            ends,
            (one, events) => (one.Name, Begun: events.First(happened => happened.Type == "ActivationStarted").Time));
        Assert.Equal(
            new[] { 6, 0, 1, 2, 3, 4, 5, 7, 8 }.Select(number => waiting[number].Name),
            begun.OrderBy(one => one.Begun).Select(one => one.Name));
        Assert.All(cluster.Calls(), call => Assert.Equal(1, call.Applied));
    }

    private static Task<Activation> SendAsync(ServerSite site, StartActivationRequest order) =>
        Lost.SendUntilAnsweredAsync(() => site.Activations.StartActivationAsync(order).ResponseAsync);

    private static StartActivationRequest Line() => new()
    {
        RequestId = "line",
        Action = Action.Provision,
        Customer = "C-1",
        Product = "broadband",
        Input = new Struct
        {
            Fields =
            {
                ["customer"] = Value.ForString("C-1"),
                ["device"] = Value.ForString("access-1"),
                ["speed"] = Value.ForNumber(100),
                ["email"] = Value.ForString("ann@example.net"),
                ["engineerVisit"] = Value.ForBool(true),
            },
        },
    };

    private static StartActivationRequest Change(string id, string service) => new()
    {
        RequestId = id,
        Action = Action.Change,
        Customer = "C-1",
        Product = "broadband",
        Service = service,
        OnConflict = StartActivationRequest.Types.OnConflict.Queue,
        Input = new Struct { Fields = { ["speed"] = Value.ForNumber(200) } },
    };
}
