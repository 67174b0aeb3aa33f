using Orchestrator.Adapters;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.RealSystems.Netconf;

/// <summary>What befalls devices, and us, between and in calls.</summary>
public sealed class MishapTests(NetconfDevice device) : IClassFixture<NetconfDevice>, IAsyncLifetime
{
    private readonly MemoryRecords _records = new();

    public Task InitializeAsync() => device.ClearAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_process_that_dies_between_edit_and_commit_leaves_nothing_and_the_next_one_tells_so()
    {
        var (world, time) = (await device.View.DumpAsync(), new ManualTime());
        var trial = new NetconfTrial(device, records: _records, time: time);
        var call = trial.Arrange(Mishap.Hang, Calls.Configure(1));
        var hanging = trial.Adapter.RunAsync(call);
        await trial.BefallenAsync();

        await ((IAsyncDisposable)trial.Adapter).DisposeAsync(); // Kills its ssh, as it would die with its parent.

        Assert.IsType<Answer.Unknown>(await hanging);
        var next = NetconfTrial.Make(device, _records, time: time);
        await using var _ = (IAsyncDisposable)next;
        Assert.IsType<ReadAnswer.StillUnknown>(await next.ReadAsync(call, CancellationToken.None));
        time.Advance(TimeSpan.FromSeconds(11));
        Assert.IsType<ReadAnswer.NotDone>(await next.ReadAsync(call, CancellationToken.None));
        Assert.Equal(world, await device.View.DumpAsync());
        await next.SucceedAsync(call with { Attempt = 2 });
        await next.SucceedAsync(call.Undo("remove-line"));
        Assert.Equal(world, await device.View.DumpAsync());
    }

    [Fact]
    public async Task A_process_that_dies_after_the_commit_has_done_it_and_the_next_one_tells_so_and_undoes_it()
    {
        var world = await device.View.DumpAsync();
        var trial = new NetconfTrial(device, records: _records);
        var call = trial.Arrange(Mishap.LostAnswer, Calls.Configure(2));
        Assert.IsType<Answer.Unknown>(await trial.Adapter.RunAsync(call));
        await ((IAsyncDisposable)trial.Adapter).DisposeAsync();

        var next = NetconfTrial.Make(device, _records);
        await using var _ = (IAsyncDisposable)next;
        var read = await next.ReadAsync(call, CancellationToken.None);

        Assert.Equal("a1/2", Assert.Single(Assert.IsType<ReadAnswer.Done>(read).Resources).Resource.ExternalId);
        await next.SucceedAsync(call.Undo("remove-line"));
        Assert.Equal(world, await device.View.DumpAsync());
    }

    [Fact]
    public async Task A_device_that_was_restarted_is_talked_to_again_and_what_it_lost_needs_no_undo()
    {
        var adapter = NetconfTrial.Make(device, _records);
        await using var _ = (IAsyncDisposable)adapter;
        var lost = Calls.Configure(3);
        await adapter.SucceedAsync(lost);

        await device.RestartAsync();

        await adapter.SucceedAsync(lost.Undo("remove-line"));
        await adapter.SucceedAsync(Calls.Configure(4));
        Assert.Contains("<port>4</port>", await device.View.DumpAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("running")]
    [InlineData("candidate")]
    public async Task A_lock_of_somebody_else_is_waited_for_a_while_and_then_told_with_its_holder(string datastore)
    {
        var adapter = NetconfTrial.Make(device, _records, settings: """, "lockWaitSeconds": 0.1 """);
        await using var _ = (IAsyncDisposable)adapter;
        var call = Calls.Configure(5);
        await device.View.LockAsync(datastore);

        var refused = Assert.IsType<Answer.Retryable>(await adapter.RunAsync(call));

        Assert.Equal("DEVICE_LOCKED", refused.Code);
        Assert.Matches(
            @"^Device 127\.0\.0\.1:\d+ refused <lock>: lock-denied .* \[session-id \d+, .*\]\. Wait until .*\.$",
            refused.Message);
        await device.View.UnlockAsync(datastore);
        await adapter.SucceedAsync(call);
    }

    [Fact]
    public async Task After_whatever_was_refused_nothing_is_locked_and_the_candidate_is_clean()
    {
        var adapter = NetconfTrial.Make(device, _records);
        await using var _ = (IAsyncDisposable)adapter;

        Assert.IsType<Answer.Permanent>(await adapter.RunAsync(Calls.Configure(6, vlan: 9000)));

        await device.View.LockAsync("running");
        await device.View.LockAsync("candidate");
        await device.View.SucceedAsync("<commit/>");
        Assert.DoesNotContain("<port>6</port>", await device.View.DumpAsync(), StringComparison.Ordinal);
        await device.View.UnlockAsync("candidate");
        await device.View.UnlockAsync("running");
    }

    [Fact]
    public async Task What_somebody_has_changed_since_is_not_undone_but_told()
    {
        var adapter = NetconfTrial.Make(device, _records);
        await using var _ = (IAsyncDisposable)adapter;
        await adapter.SucceedAsync(Calls.Configure(7));
        var change = Calls.Configure(7, vlan: 300);
        await adapter.SucceedAsync(change);
        await device.View.EditAsync(Line(7, "<vlan>77</vlan><text>theirs</text>"));
        var world = await device.View.DumpAsync();

        var refused = Assert.IsType<Answer.Permanent>(await adapter.RunAsync(change.Undo("remove-line")));

        Assert.Equal("CHANGED_SINCE", refused.Code);
        Assert.Contains("/lines/line[device=a1][port=7]/vlan", refused.Message, StringComparison.Ordinal);
        Assert.Equal(world, await device.View.DumpAsync());
        await device.View.EditAsync(Line(7, "<vlan>307</vlan>"));
        await adapter.SucceedAsync(change.Undo("remove-line"));
        Assert.Contains("<vlan>107</vlan>", await device.View.DumpAsync(), StringComparison.Ordinal);
        Assert.Contains("<text>theirs</text>", await device.View.DumpAsync(), StringComparison.Ordinal);
    }

    private static string Line(int port, string content) =>
        $"<lines xmlns='urn:example:access-lines'><line><device>a1</device><port>{port}</port>{content}</line></lines>";
}
