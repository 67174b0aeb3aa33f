using Orchestrator.Engine.Ports;

namespace Orchestrator.Tests.Unit.Engine;

public sealed class DrainRuleTests
{
    private static readonly NodeFacts Serving = new("a", IsLive: true, IsDraining: false, IsLeaving: false);

    [Fact]
    public void A_node_may_be_drained_while_another_serves() =>
        Assert.Equal(NodeDecisionOutcome.Decided, Check(Drain("a"), Serving, Serving with { Id = "b" }));

    [Fact]
    public void Others_that_are_gone_drained_or_going_do_not_count() =>
        Assert.Equal(
            NodeDecisionOutcome.LastNode,
            Check(
                Drain("a"),
                Serving,
                Serving with { Id = "b", IsLive = false },
                Serving with { Id = "c", IsDraining = true },
                Serving with { Id = "d", IsLeaving = true }));

    [Fact]
    public void The_last_one_may_be_drained_by_force() =>
        Assert.Equal(NodeDecisionOutcome.Decided, Check(Drain("a") with { IsForced = true }, Serving));

    [Fact]
    public void Who_is_drained_may_be_drained_again_and_undrained_though_it_is_the_only_one()
    {
        var drained = Serving with { IsDraining = true };

        Assert.Equal(NodeDecisionOutcome.Decided, Check(Drain("a"), drained, Serving with { Id = "b" }));
        Assert.Equal(NodeDecisionOutcome.Decided, Check(Drain("a") with { Drains = false }, drained));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Nothing_is_decided_about_who_is_not_there(bool drains)
    {
        var decision = Drain("a") with { Drains = drains, IsForced = true };

        Assert.Equal(NodeDecisionOutcome.NoSuchNode, Check(decision, Serving with { Id = "b" }));
        Assert.Equal(NodeDecisionOutcome.Gone, Check(decision, Serving with { IsLive = false }));
        Assert.Equal(NodeDecisionOutcome.Leaving, Check(decision, Serving with { IsLeaving = true }));
    }

    private static NodeDecision Drain(string node) => new(node, true, false, "ann", "why", "", default);

    private static NodeDecisionOutcome Check(NodeDecision decision, params NodeFacts[] nodes) =>
        DrainRule.Check(decision, nodes);
}
