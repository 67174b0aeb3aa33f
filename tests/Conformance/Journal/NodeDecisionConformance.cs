using Orchestrator.Engine.Ports;

namespace Orchestrator.Tests.Conformance.Journal;

/// <summary>What people decided about nodes is kept, once.</summary>
public abstract class NodeDecisionConformance(Func<Task<JournalHost>> newHost)
    : StoreConformance<JournalHost>(newHost)
{
    private static readonly DateTimeOffset Noon = new(2026, 8, 22, 12, 0, 0, TimeSpan.Zero);

    private INodeDecisions Decisions => Process.NodeDecisions!;

    [Fact]
    public async Task A_decision_is_kept_with_who_when_and_why_and_the_newest_is_read_first()
    {
        var drain = new NodeDecision("one", true, true, "ann", "new\nmemory \U0001F600", "T-1", Noon);
        var undrain = new NodeDecision("one", false, false, "bob", "it has it", "", Noon.AddHours(1));

        Assert.Equal(NodeDecisionOutcome.Decided, await KeepAsync(drain, "r-1"));
        Assert.Equal(NodeDecisionOutcome.Decided, await KeepAsync(drain with { Node = "two" }, "r-2"));
        Assert.Equal(NodeDecisionOutcome.Decided, await KeepAsync(undrain, "r-3"));

        Assert.Equal([undrain, drain], await Decisions.ReadAsync("one", 10, default));
        Assert.Equal([undrain], await Decisions.ReadAsync("one", 1, default));
        Assert.Empty(await Decisions.ReadAsync("three", 10, default));
    }

    [Fact]
    public async Task A_request_id_is_one_decision_of_its_actor_whatever_is_allowed_by_then()
    {
        var drain = new NodeDecision("one", true, false, "ann", "why", "", Noon);
        await KeepAsync(drain, "r-1");

        Assert.Equal(NodeDecisionOutcome.Repeated, await KeepAsync(drain, "r-1", NodeDecisionOutcome.Gone));
        Assert.Equal(NodeDecisionOutcome.RequestIdReused, await KeepAsync(drain, "r-1", hash: "other"));
        Assert.Equal(NodeDecisionOutcome.Decided, await KeepAsync(drain with { Actor = "bob" }, "r-1"));

        Assert.Equal(["bob", "ann"], (await Decisions.ReadAsync("one", 10, default)).Select(one => one.Actor));
    }

    [Fact]
    public async Task What_is_not_allowed_is_not_kept_and_may_be_asked_again()
    {
        var drain = new NodeDecision("one", true, false, "ann", "why", "", Noon);

        Assert.Equal(NodeDecisionOutcome.LastNode, await KeepAsync(drain, "r-1", NodeDecisionOutcome.LastNode));
        Assert.Empty(await Decisions.ReadAsync("one", 10, default));
        Assert.Equal(NodeDecisionOutcome.Decided, await KeepAsync(drain, "r-1"));
    }

    private Task<NodeDecisionOutcome> KeepAsync(
        NodeDecision what,
        string requestId,
        NodeDecisionOutcome verdict = NodeDecisionOutcome.Decided,
        string hash = "hash") =>
        Decisions.KeepAsync(new NewNodeDecision(what, requestId, hash), verdict, default);
}
