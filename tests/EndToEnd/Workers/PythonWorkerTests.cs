using Orchestrator.TestKit;
using Orchestrator.Tests.EndToEnd.Processes;
using Orchestrator.Tests.EndToEnd.Python;
using Orchestrator.V1;
using State = Orchestrator.V1.Activation.Types.State;

namespace Orchestrator.Tests.EndToEnd.Workers;

/// <summary>Workers come and go, by all the ways that there are, and each badge is issued once.</summary>
public sealed class PythonWorkerTests : IAsyncLifetime, IDisposable
{
    private readonly ServerSite _site = new();
    private readonly TemporaryFolder _folder = new("badges");
    private readonly List<PythonWorker> _workers = [];

    public async Task InitializeAsync()
    {
        _site.With("AdaptersFile", _folder.Write("adapters.json", WorkerHouse.Instances));
        await _site.StartAsync();
    }

    public async Task DisposeAsync()
    {
        foreach (var worker in _workers)
            await worker.DisposeAsync();
        await _site.DisposeAsync();
        Dispose();
    }

    public void Dispose() => _folder.Dispose();

    [PythonFact]
    public async Task A_worker_that_is_killed_in_mid_call_is_read_back_when_it_is_there_again_and_the_badge_is_issued_once()
    {
        var worker = await WorkAsync("one", seconds: 30);
        await _site.PublishAsync("badge");
        var name = await OrderAsync("zoe");
        await PythonWorker.IssuedAsync(World, 1);

        await worker.KillAsync();
        var lost = await _site.WatchAsync(name, 0, until: "StepUnknown");
        await WorkAsync("two");
        var all = await _site.WatchAsync(name);

        Assert.Contains("Worker 'one' was lost before it answered.", lost[^1].ToString(), StringComparison.Ordinal);
        Assert.Equal(State.Completed, all[^1].State);
        Assert.DoesNotContain(all, happened => happened.Type is "StepAttemptFailed" or "FalloutRaised");
        Assert.Equal([new("zoe-lab", "one")], await PythonWorker.BadgesAsync(World));
    }

    [PythonFact]
    public async Task What_one_worker_leaves_unanswered_too_long_another_one_reads_back()
    {
        var still = await WorkAsync("still", seconds: 30);
        await _site.PublishAsync("badge");
        var name = await OrderAsync("zoe");
        await PythonWorker.IssuedAsync(World, 1);

        still.StandStill();
        await WorkAsync("other");
        var all = await _site.WatchAsync(name);

        Assert.Single(all, happened => happened.Type == "StepUnknown"
            && happened.ToString().Contains("Worker 'still' said nothing of the call for 3 s.", StringComparison.Ordinal));
        Assert.Equal(State.Completed, all[^1].State);
        Assert.Equal([new("zoe-lab", "still")], await PythonWorker.BadgesAsync(World));
    }

    [PythonFact]
    public async Task Workers_share_the_calls_and_one_that_leaves_finishes_what_it_has()
    {
        var first = await WorkAsync("first", seconds: 1);
        await WorkAsync("second", seconds: 1);
        await _site.PublishAsync("badge");
        var names = await Task.WhenAll(Enumerable.Range(0, 12).Select(number => OrderAsync($"h{number}")));
        await PythonWorker.IssuedAsync(World, 12);

        first.Leave();
        var ends = await Task.WhenAll(names.Select(name => _site.WatchAsync(name)));

        Assert.Equal(0, await first.EndAsync());
        Assert.All(ends, events => Assert.Equal(State.Completed, events[^1].State));
        Assert.All(ends, events => Assert.DoesNotContain(events, one => one.Type is "StepUnknown" or "StepAttemptFailed"));
        var by = (await PythonWorker.BadgesAsync(World)).Values.CountBy(worker => worker).ToDictionary();
        Assert.Equal(12, by["first"] + by["second"]);
        Assert.InRange(by["first"], 4, 8);
    }

    [PythonFact]
    public async Task A_server_that_is_killed_reads_back_what_was_under_way_and_knows_what_its_workers_could_do()
    {
        var worker = await WorkAsync("one", seconds: 3);
        await _site.PublishAsync("badge");
        var names = await Task.WhenAll(Enumerable.Range(0, 4).Select(number => OrderAsync($"h{number}")));
        await PythonWorker.IssuedAsync(World, 4);

        await _site.Server.KillAsync();
        await worker.KillAsync();
        await _site.StartAsync();
        await _site.Workflows.PublishWorkflowAsync(new PublishWorkflowRequest
        {
            RequestId = "while nobody is there",
            Content = (await File.ReadAllTextAsync(Path.Combine(BuiltServer.TestWorkflows, "badge.json")))
                .Replace("\"Badge\"", "\"Badges\"", StringComparison.Ordinal),
        });
        var waiting = await OrderAsync("later");
        var delay = (await _site.Activations.GetActivationAsync(new GetActivationRequest { Name = waiting })).Steps[0].Delay;
        await WorkAsync("next");
        var ends = await Task.WhenAll(names.Append(waiting).Select(name => _site.WatchAsync(name)));

        Assert.Equal(
            (StepDelay.Types.Kind.Unavailable, "No worker serves adapter instance 'badges' here now. Start one."),
            (delay.Kind, delay.Message));
        Assert.All(ends, events => Assert.Equal(State.Completed, events[^1].State));
        Assert.All(ends, events => Assert.DoesNotContain(events, one => one.Type == "StepAttemptFailed"));
        Assert.Equal(
            [new("h0-lab", "one"), new("h1-lab", "one"), new("h2-lab", "one"), new("h3-lab", "one"), new("later-lab", "next")],
            await PythonWorker.BadgesAsync(World));
    }

    [PythonFact]
    public async Task A_server_that_is_stopped_lets_workers_finish_and_they_come_back_to_the_next_one()
    {
        var worker = await WorkAsync("one", seconds: 2);
        await _site.PublishAsync("badge");
        var name = await OrderAsync("zoe");
        await PythonWorker.IssuedAsync(World, 1);

        var server = _site.Server;
        var code = await server.StopAsync();
        await _site.StartAsync();
        await worker.ServesAsync(times: 2);
        var all = await _site.WatchAsync(name);
        var next = await _site.WatchAsync(await OrderAsync("next"));

        Assert.Equal(0, code);
        Assert.Single(server.Captured.Output, line => line.EndsWith(
            $"Worker one is at badges issue-badge of {name["activations/".Length..]}/issue/do: printing", StringComparison.Ordinal));
        Assert.DoesNotContain(all.Concat(next), happened => happened.Type is "StepUnknown" or "StepAttemptFailed");
        Assert.Equal((State.Completed, State.Completed), (all[^1].State, next[^1].State));
    }

    private string World => _folder.PathOf("world");

    private async Task<PythonWorker> WorkAsync(string name, double seconds = 0)
    {
        var worker = PythonWorker.Start(World, $"127.0.0.1:{_site.GrpcPort}", name, seconds);
        _workers.Add(worker);
        return await worker.ServesAsync();
    }

    private async Task<string> OrderAsync(string holder) =>
        (await _site.Activations.StartActivationAsync(Orders.Order("badge", holder, ("holder", holder)))).Name;
}
