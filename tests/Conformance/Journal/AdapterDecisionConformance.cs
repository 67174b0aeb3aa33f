using Orchestrator.Engine.Ports;

namespace Orchestrator.Tests.Conformance.Journal;

/// <summary>What people decided about adapter instances is kept, once, and the last one is what holds.</summary>
public abstract class AdapterDecisionConformance(Func<Task<JournalHost>> newHost)
    : StoreConformance<JournalHost>(newHost)
{
    private static readonly DateTimeOffset Noon = new(2026, 8, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly AdapterDecision Hold = new("net", true, "ann", "new\nfirmware \U0001F600", "T-1", Noon);

    private IAdapterDecisions Decisions => Process.AdapterDecisions!;

    [Fact]
    public async Task A_decision_is_kept_with_who_when_and_why_and_the_newest_is_read_first()
    {
        var release = new AdapterDecision("net", false, "bob", "it has it", "", Noon.AddHours(1));

        Assert.Equal(AdapterDecisionOutcome.Decided, await KeepAsync(Hold, "r-1"));
        Assert.Equal(AdapterDecisionOutcome.Decided, await KeepAsync(Hold with { Adapter = "mail" }, "r-2"));
        Assert.Equal(AdapterDecisionOutcome.Decided, await KeepAsync(release, "r-3"));

        Assert.Equal([release, Hold], await Decisions.ReadAsync("net", 10, default));
        Assert.Equal([release], await Decisions.ReadAsync("net", 1, default));
        Assert.Empty(await Decisions.ReadAsync("other", 10, default));
    }

    [Fact]
    public async Task The_last_decision_about_an_instance_is_what_holds_whatever_the_clocks_said()
    {
        var again = Hold with { Reason = "once more", Time = Noon.AddHours(-1) };
        Assert.Empty(await Decisions.ReadHoldsAsync(default));

        await KeepAsync(Hold, "r-1");
        await KeepAsync(Hold with { Adapter = "mail" }, "r-2");
        Assert.Equal([Hold with { Adapter = "mail" }, Hold], await Decisions.ReadHoldsAsync(default));

        await KeepAsync(Hold with { Adapter = "mail", Holds = false }, "r-3");
        await KeepAsync(again, "r-4");
        Assert.Equal([again], await Decisions.ReadHoldsAsync(default));
    }

    [Fact]
    public async Task A_request_id_is_one_decision_of_its_actor()
    {
        await KeepAsync(Hold, "r-1");
        await KeepAsync(Hold with { Holds = false }, "r-2");

        Assert.Equal(AdapterDecisionOutcome.Repeated, await KeepAsync(Hold, "r-1"));
        Assert.Equal(AdapterDecisionOutcome.RequestIdReused, await KeepAsync(Hold, "r-1", hash: "other"));
        Assert.Empty(await Decisions.ReadHoldsAsync(default));
        Assert.Equal(AdapterDecisionOutcome.Decided, await KeepAsync(Hold with { Actor = "bob" }, "r-1"));

        Assert.Equal(["bob", "ann", "ann"], (await Decisions.ReadAsync("net", 10, default)).Select(one => one.Actor));
    }

    [Fact]
    public async Task What_was_decided_outlives_the_process()
    {
        await KeepAsync(Hold, "r-1");
        await RestartAsync();

        Assert.Equal([Hold], await Decisions.ReadHoldsAsync(default));
        Assert.Equal(AdapterDecisionOutcome.Repeated, await KeepAsync(Hold, "r-1"));
    }

    private Task<AdapterDecisionOutcome> KeepAsync(AdapterDecision what, string requestId, string hash = "hash") =>
        Decisions.KeepAsync(new NewAdapterDecision(what, requestId, hash), default);
}
