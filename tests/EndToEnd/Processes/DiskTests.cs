using Grpc.Core;
using Orchestrator.Adapters.Sandbox;
using Orchestrator.TestKit;
using Orchestrator.V1;
using State = Orchestrator.V1.Activation.Types.State;

namespace Orchestrator.Tests.EndToEnd.Processes;

/// <summary>The disk fills up under the real process, its database and its sandbox.</summary>
public sealed class DiskTests
{
    /// <summary>More than the log of SQLite's database can take without growing.</summary>
    private const int OrdersMax = 2_000;

    [SmallDiskFact]
    public async Task On_a_full_disk_an_order_is_refused_and_not_kept_and_everything_goes_on_when_there_is_room()
    {
        using var disk = SmallDisk.TryMount(megabytes: 24)!;
        await using var site = new ServerSite { Data = Path.Combine(disk.Folder, "data") };
        await site.StartAsync();
        await site.PublishAsync("wait");
        var names = new List<string> { (await site.Activations.StartActivationAsync(Order(0))).Name };
        await site.WatchAsync(names[0], 0, until: "DelayStarted");

        disk.Fill();
        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            for (var number = 1; number < OrdersMax; number++)
                names.Add((await site.Activations.StartActivationAsync(Order(number))).Name);
        });
        var kept = await site.Activations.ListActivationsAsync(new ListActivationsRequest { PageSize = OrdersMax });

        Assert.Contains(refused.StatusCode, new[] { StatusCode.Unavailable, StatusCode.ResourceExhausted });
        Assert.Equal(names.Order(), kept.Activations.Select(activation => activation.Name).Order());
        Assert.False(site.Server.HasEnded);

        disk.Clear();
        var again = Order(names.Count);
        names.Add(
            (await Lost.SendUntilAnsweredAsync(() => site.Activations.StartActivationAsync(again).ResponseAsync)).Name);
        var ends = await Task.WhenAll(names.Select(name => site.WatchAsync(name)));

        Assert.All(ends, events => Assert.Equal(State.Completed, events[^1].State));
        Assert.All(SandboxRecord.Read(site.Sandbox), call => Assert.Equal(1, call.Applied));
        Assert.Equal(2 * names.Count, SandboxRecord.Read(site.Sandbox).Count);
        Assert.Equal(0, await site.Server.StopAsync());
    }

    private static StartActivationRequest Order(int number) =>
        Orders.Order("wait", $"order-{number}", ("address", $"order-{number}@example.org"), ("pause", "00:00:01"));
}
