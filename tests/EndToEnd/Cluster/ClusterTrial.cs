using System.Diagnostics;
using Orchestrator.Tests.EndToEnd.Crashes;
using Orchestrator.V1;
using Xunit.Abstractions;

namespace Orchestrator.Tests.EndToEnd.Cluster;

/// <summary>
/// A cluster under load that is disturbed again and again; in the end it is compared what everybody knows.
/// </summary>
internal sealed class ClusterTrial(
    ClusterSite cluster, int seed, ITestOutputHelper output, Persistence? persistence = null)
{
    private const int OrdersBetween = 5;

    /// <summary>Between a client's orders: the disturbances are what takes a trial's time, not the orders.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan ProgressMax = TimeSpan.FromSeconds(60);

    private readonly Ledger _ledger = new();

    /// <summary>Each disturbance in turn, so many in all.</summary>
    public async Task RunAsync(int times, params Disturbance[] disturbances)
    {
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var begun = Stopwatch.StartNew();
        using var load = new Load(cluster.Sites, _ledger, seed, persistence, Rest);
        for (var turn = 0; turn < times; turn++)
        {
            await ProgressAsync(load);
            await Task.Delay(random.Next(1_500));
            var disturbance = disturbances[turn % disturbances.Length];
            await disturbance.HappenAsync(cluster, random);
            output.WriteLine($"{begun.Elapsed:mm\\:ss}  {disturbance.Name}, {_ledger.Count} started");
        }

        await ProgressAsync(load);
        var verdict = await JudgeAsync(load);

        output.WriteLine(
            $"{string.Join(", ", disturbances.Select(one => $"{one.Name} {one.Times}"))}, {verdict.Story(_ledger)}");
        verdict.Assert();
        Assert.All(disturbances, one => Assert.True(one.Times > 0, $"Never {one.Name}."));
        Assert.Equal(0, await cluster.ReadAsync("select count(*) from lanes"));
        foreach (var site in cluster.Sites)
            Assert.Equal(0, await site.Server.StopAsync());
    }

    private async Task<Verdict> JudgeAsync(Load load)
    {
        try
        {
            await load.StopAsync();
            return await new Witness(cluster.Sites, cluster.World, _ledger).JudgeAsync();
        }
        catch
        {
            var open = new ListActivationsRequest { PageSize = 500, View = ActivationView.Full };
            foreach (var activation in (await cluster.Sites[0].Activations.ListActivationsAsync(open)).Activations.Where(one => one.EndTime is null))
                output.WriteLine($"has not ended: {activation}");
            output.WriteLine($"the servers wrote:\n{cluster.Log}");
            throw;
        }
    }

    /// <summary>Disturbing what does nothing tries nothing.</summary>
    private async Task ProgressAsync(Load load)
    {
        var before = _ledger.Count;
        for (var waited = Stopwatch.StartNew(); _ledger.Count < before + OrdersBetween; await Task.Delay(Pace))
        {
            load.Check();
            Assert.True(
                waited.Elapsed < ProgressMax,
                $"No order was acknowledged for {ProgressMax}. The servers wrote:\n{cluster.Log}");
        }
    }
}
