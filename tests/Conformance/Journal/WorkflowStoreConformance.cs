using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Orchestrator.Core.Workflows.Triggers;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Tests.Conformance.Journal;

/// <summary>What every workflow store keeps.</summary>
public abstract class WorkflowStoreConformance(Func<Task<JournalHost>> newHost)
    : StoreConformance<JournalHost>(newHost)
{
    private static readonly DateTimeOffset Noon = new(2031, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private static int _requests;

    private IWorkflowStore Store => Process.Workflows;

    [Fact]
    public async Task A_version_comes_back_byte_for_byte()
    {
        var version = New("broadband", "{ \"id\": \"broadband\", \"text\": \"Zoë 🚀 \\u0000\" }\r\n") with
        {
            Description = "line\n\"two\"",
            Author = "zoë",
        };

        var published = await PublishAsync(version);

        Assert.Equal(
            (1, version.Content, version.ContentHash, false),
            (published.Version, published.Content, published.ContentHash, published.IsRetired));
        Assert.Equal(
            (version.DisplayName, version.Description, "zoë", Noon),
            (published.DisplayName, published.Description, published.Author, published.PublishTime));
        Assert.Equal(["mail", "router"], published.Adapters);
        AssertSame(published, await Store.FindAsync("broadband", 1, default));
        AssertSame(published, await Store.FindAsync("broadband", 0, default));
    }

    [Fact]
    public async Task What_is_not_there_is_null()
    {
        await PublishAsync(New("broadband", "{}"));

        Assert.Null(await Store.FindAsync("broadband", 2, default));
        Assert.Null(await Store.FindAsync("mail", 0, default));
        Assert.Null(await Store.FindRequestAsync("engineer", "never", default));
        Assert.Null(await Store.RetireAsync("broadband", 2, "engineer", "r", "h", default));
        Assert.Null(await Store.RetireAsync("broadband", 0, "engineer", "r", "h", default));
        Assert.Null(await Store.FindRequestAsync("engineer", "r", default));
    }

    [Fact]
    public async Task The_same_content_again_is_the_same_version_unless_that_is_retired()
    {
        await PublishAsync(New("broadband", "1"));
        Assert.Equal(2, (await PublishAsync(New("broadband", "2"))).Version);
        Assert.Equal(2, (await PublishAsync(New("broadband", "2"))).Version);
        Assert.Equal(3, (await PublishAsync(New("broadband", "1"))).Version);

        await Store.RetireAsync("broadband", 3, "engineer", "retire-3", "h", default);

        Assert.Equal(2, (await PublishAsync(New("broadband", "2"))).Version);
        Assert.Equal(4, (await PublishAsync(New("broadband", "1"))).Version);
    }

    [Fact]
    public async Task A_request_that_is_repeated_is_answered_as_it_was()
    {
        var first = New("broadband", "1");
        await PublishAsync(first);
        await PublishAsync(New("broadband", "2"));

        var repeated = await PublishAsync(first with { Content = "3", ContentHash = "other", ExpectedLatest = 0 });

        Assert.Equal((1, "1"), (repeated.Version, repeated.Content));
        Assert.Equal(
            new WorkflowRequest(first.RequestHash, "broadband", 1),
            await Store.FindRequestAsync(first.Caller, first.RequestId, default));
        Assert.Null(await Store.FindRequestAsync("somebody else", first.RequestId, default));
    }

    [Fact]
    public async Task A_version_that_was_made_from_another_than_the_latest_is_refused()
    {
        Assert.Equal(
            new PublishResult.NotLatest(0),
            await Store.PublishAsync(New("broadband", "1") with { ExpectedLatest = 1 }, default));
        await PublishAsync(New("broadband", "1") with { ExpectedLatest = 0 });
        await PublishAsync(New("broadband", "2") with { ExpectedLatest = 1 });

        var refused = New("broadband", "3") with { ExpectedLatest = 1 };

        Assert.Equal(new PublishResult.NotLatest(2), await Store.PublishAsync(refused, default));
        Assert.Null(await Store.FindRequestAsync(refused.Caller, refused.RequestId, default));
        Assert.Null(await Store.FindAsync("broadband", 3, default));
    }

    [Fact]
    public async Task Many_who_publish_at_once_get_one_version_each_and_none_is_left_out()
    {
        var versions = await Task.WhenAll(Enumerable.Range(0, 12).Select(number => Task.Run(() =>
            PublishAsync(New("broadband", (number % 6).ToString(CultureInfo.InvariantCulture))))));

        var stored = await Store.ListAsync(true, null, 99, default);
        Assert.Equal(Enumerable.Range(1, stored.Count).Reverse(), stored.Select(version => version.Version));
        Assert.Equal(["0", "1", "2", "3", "4", "5"], stored.Select(version => version.Content).Distinct().Order());
        Assert.All(versions, version => Assert.Contains(
            stored, one => one.Version == version.Version && one.Content == version.Content));
    }

    [Fact]
    public async Task A_retired_version_stays_and_is_not_the_latest_in_use()
    {
        await PublishAsync(New("broadband", "1"));
        await PublishAsync(New("broadband", "2"));

        var retired = await Store.RetireAsync("broadband", 2, "engineer", "retire", "hash", default);

        Assert.Equal((2, true), (retired!.Version, retired.IsRetired));
        AssertSame(retired, await Store.RetireAsync("broadband", 2, "engineer", "retire", "hash", default));
        AssertSame(retired, await Store.FindAsync("broadband", 2, default));
        Assert.Equal(1, (await Store.FindAsync("broadband", 0, default))!.Version);
        Assert.Equal(
            new WorkflowRequest("hash", "broadband", 2), await Store.FindRequestAsync("engineer", "retire", default));
        await Store.RetireAsync("broadband", 1, "engineer", "retire-1", "hash", default);
        Assert.Null(await Store.FindAsync("broadband", 0, default));
    }

    [Fact]
    public async Task Lists_are_in_order_and_come_in_pages()
    {
        string[] definitions = ["ab", "a-b", "a", "Zebra", "b"];
        foreach (var definition in definitions)
        {
            for (var version = 1; version <= 3; version++)
                await PublishAsync(New(definition, version.ToString(CultureInfo.InvariantCulture)));
        }

        await Store.RetireAsync("a", 3, "engineer", "retire", "hash", default);

        Assert.Equal(["Zebra/3", "a/3", "a-b/3", "ab/3", "b/3"], await PagesAsync(allVersions: false));
        Assert.Equal(
            ["Zebra/3", "Zebra/2", "Zebra/1", "a/3", "a/2", "a/1", "a-b/3", "a-b/2", "a-b/1", "ab/3", "ab/2", "ab/1", "b/3", "b/2", "b/1"],
            await PagesAsync(allVersions: true));
    }

    [Fact]
    public async Task Triggers_are_those_of_the_latest_versions_that_are_not_retired()
    {
        var nightly = new WorkflowTrigger("start", TriggerKind.Cron, "0 0 2 * * *");
        var ready = new WorkflowTrigger("wait", TriggerKind.Event, "ready");
        await PublishAsync(New("a", "1") with { Trigger = nightly });
        await PublishAsync(New("b", "1") with { Trigger = ready });
        await PublishAsync(New("b", "2") with { Trigger = ready with { Value = "Ready" }, Time = Noon.AddHours(1) });
        await PublishAsync(New("c", "1") with { Trigger = ready with { Activity = "other" } });
        await PublishAsync(New("c", "2"));
        await PublishAsync(New("d", "1"));

        Assert.Equal([new("a", 1, nightly, Noon)], await Store.FindTriggersAsync(null, default));
        Assert.Equal(
            [new("b", 2, ready with { Value = "Ready" }, Noon.AddHours(1))],
            await Store.FindTriggersAsync("Ready", default));
        Assert.Empty(await Store.FindTriggersAsync("ready", default));
    }

    [Fact]
    public async Task A_version_whose_later_ones_are_retired_is_in_force_since_then()
    {
        var ready = new WorkflowTrigger("wait", TriggerKind.Event, "ready");
        var old = New("a", "1") with { Trigger = ready, Time = DateTimeOffset.UtcNow.AddYears(-1) };
        await PublishAsync(old);
        await PublishAsync(New("a", "2") with { Time = old.Time });
        var before = DateTimeOffset.UtcNow.AddSeconds(-1);

        await Store.RetireAsync("a", 2, "engineer", "retire-2", "hash", default);
        var found = await Store.FindTriggersAsync("ready", default);
        await Store.RetireAsync("a", 1, "engineer", "retire-1", "hash", default);

        Assert.Equal(("a", 1, ready), (found[0].Definition, found[0].Version, found[0].Trigger));
        Assert.InRange(found[0].Since, before, DateTimeOffset.UtcNow.AddSeconds(1));
        Assert.Empty(await Store.FindTriggersAsync("ready", default));
    }

    private static NewWorkflowVersion New(string definition, string content) => new(
        definition, "Display " + definition, "", content, Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(content))),
        ["mail", "router"],
        "author",
        "engineer",
        $"request-{Interlocked.Increment(ref _requests)}",
        "request hash",
        null,
        Noon);

    private async Task<StoredWorkflow> PublishAsync(NewWorkflowVersion version) =>
        Assert.IsType<PublishResult.Published>(await Store.PublishAsync(version, default)).Workflow;

    private async Task<IReadOnlyList<string>> PagesAsync(bool allVersions)
    {
        var all = new List<StoredWorkflow>();
        while (await Store.ListAsync(
            allVersions,
            all.Count == 0 ? null : (all[^1].Definition, all[^1].Version),
            2,
            default) is { Count: > 0 } page)
        {
            Assert.InRange(page.Count, 1, 2);
            all.AddRange(page);
        }

        return [.. all.Select(stored => $"{stored.Definition}/{stored.Version}")];
    }

    /// <summary>Records compare lists by identity.</summary>
    private static void AssertSame(StoredWorkflow expected, StoredWorkflow? found)
    {
        Assert.Equal(expected.Adapters, found!.Adapters);
        Assert.Equal(expected, found with { Adapters = expected.Adapters });
    }
}
