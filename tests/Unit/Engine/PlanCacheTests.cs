using Orchestrator.Core.Workflows;
using Orchestrator.Engine;
using Orchestrator.Engine.Ports;
using Orchestrator.TestKit;
using Orchestrator.TestKit.Core;

namespace Orchestrator.Tests.Unit.Engine;

public sealed class PlanCacheTests
{
    private readonly InMemoryWorkflowStore _store = new();
    private readonly List<string> _compiled = [];

    [Fact]
    public async Task A_version_is_compiled_once_however_many_ask_at_once()
    {
        await Publish("broadband", "one");
        var cache = Cache();

        var plans = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => Task.Run(() => cache.GetAsync("broadband", 1, default))));

        Assert.Single(plans.Distinct());
        Assert.Equal(["broadband/1"], _compiled);
    }

    [Fact]
    public async Task The_latest_version_is_the_plan_of_its_number_until_it_is_forgotten()
    {
        await Publish("broadband", "one");
        var cache = Cache();

        var first = await cache.GetAsync("broadband", 0, default);
        await Publish("broadband", "two");
        var before = await cache.GetAsync("broadband", 0, default);
        cache.Forget("broadband");
        var after = await cache.GetAsync("broadband", 0, default);

        Assert.Same(first, before);
        Assert.Equal([1, 2], [first!.Id.Version, after!.Id.Version]);
        Assert.Same(after, await cache.GetAsync("broadband", 2, default));
        Assert.Equal(["broadband/1", "broadband/2"], _compiled);
    }

    [Fact]
    public async Task What_is_not_there_is_looked_for_again()
    {
        var cache = Cache();

        var before = await cache.GetAsync("broadband", 1, default);
        await Publish("broadband", "one");
        var after = await cache.GetAsync("broadband", 1, default);

        Assert.Null(before);
        Assert.NotNull(after);
    }

    [Fact]
    public async Task A_version_that_could_not_be_compiled_is_tried_again()
    {
        await Publish("broadband", "one");
        var fails = true;
        var cache = new PlanCache(_store, stored => fails ? throw new FormatException("bad") : Compile(stored));

        await Assert.ThrowsAsync<FormatException>(() => cache.GetAsync("broadband", 1, default));
        fails = false;

        Assert.NotNull(await cache.GetAsync("broadband", 1, default));
    }

    [Fact]
    public async Task Past_its_capacity_the_least_used_versions_make_room()
    {
        for (var number = 0; number < 12; number++)
            await Publish("w" + number, "one");
        var cache = Cache(capacity: 10);

        for (var number = 0; number < 11; number++)
        {
            await cache.GetAsync("w" + number, 1, default);
            await cache.GetAsync("w0", 1, default);
        }

        await cache.GetAsync("w11", 1, default);
        _compiled.Clear();
        await cache.GetAsync("w0", 1, default);
        await cache.GetAsync("w1", 1, default);

        Assert.Equal(["w1/1"], _compiled);
    }

    private PlanCache Cache(int capacity = 100) => new(_store, Compile, capacity);

    private WorkflowPlan Compile(StoredWorkflow stored)
    {
        lock (_compiled)
            _compiled.Add($"{stored.Definition}/{stored.Version}");
        var step = new Plans().Step("a");
        return new WorkflowPlan(new(stored.Definition, stored.Version), "", step, [step], [], [], []);
    }

    private Task<PublishResult> Publish(string definition, string content) => _store.PublishAsync(
        new(definition, "", "", content, content, [], "", "tester", $"{definition} {content}", "", null, DateTimeOffset.UnixEpoch), default);
}
