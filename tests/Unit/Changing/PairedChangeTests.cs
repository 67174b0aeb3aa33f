using System.Text.Json.Nodes;
using Orchestrator.Core.Activities;
using Orchestrator.Core.Sagas;
using Orchestrator.Server.Grpc.Errors;
using static Orchestrator.Tests.Unit.Changing.ThingSteps;

namespace Orchestrator.Tests.Unit.Changing;

/// <summary>Changes that are computed, by what there is to say of each.</summary>
public sealed class PairedChangeTests
{
    [Fact]
    public async Task What_cannot_be_altered_in_place_goes_first_with_what_stands_on_it_and_is_made_anew()
    {
        await using var world = await ChangeWorld.StartAsync(
            ("a", Provisioning("a", Plug("old"), Rider(), Link("l1"))), ("b", Provisioning("b", Link("l1"), Plug("new"), Rider())));
        await world.ProvisionAsync("a");

        var change = await world.ComputeAsync("b");
        var ended = await world.ChangeAsync(change);

        Assert.Equal(ActivationState.Completed, ended.State);
        Assert.Equal(
            ["remove-rider", "remove-plug", "make-plug", "make-rider"], CallsOf(world, ended));
        Assert.Equal(["link l1 x", "plug p new", "rider p/r x"], world.There);
        Assert.Contains("must go before what comes in place of it is made", Assert.Single(change.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_new_one_cannot_be_made_the_old_one_is_there_again_with_what_stood_on_it()
    {
        await using var world = await ChangeWorld.StartAsync(
            ("a", Provisioning("a", Plug("old"), Rider())), ("b", Provisioning("b", Plug("new"), Rider())));
        await world.ProvisionAsync("a");
        var before = world.There;
        world.Things.Faults = (step, _) => step == "plug" ? ThingFault.Refused : ThingFault.None;

        var ended = await world.ChangeAsync("b");

        Assert.Equal(ActivationState.RolledBack, ended.State);
        Assert.Equal(before, world.There);
        Assert.Equal(before, world.Ledger.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Before_a_removal_for_good_a_failure_leads_back_and_after_it_the_change_is_finished()
    {
        var source = Provisioning("a", Link("l1"), Step("stone", "stone", """{ "stone": "s" }"""), Link("l2"), Link("l3"));
        await using var world = await ChangeWorld.StartAsync(("a", source), ("b", Provisioning("b", Link("l4"))));
        await world.ProvisionAsync("a");
        var before = world.There;

        world.Things.Faults = (step, _) => step == "remove-stone" ? ThingFault.Refused : ThingFault.None;
        var refused = await world.ChangeAsync("b");
        Assert.Equal(ActivationState.RolledBack, refused.State);
        Assert.Equal(before, world.There);
        world.Things.Faults = (step, attempt) =>
            step.StartsWith("remove-l1", StringComparison.Ordinal) && attempt < 50 ? ThingFault.Busy : ThingFault.None;
        var ended = await world.ChangeAsync("b");

        Assert.Equal(ActivationState.Completed, ended.State);
        Assert.Equal(50, ended.Steps.Single(step => step.Id == "remove-l1").Attempts);
        Assert.Equal(["link l4 x"], world.There);
    }

    [Fact]
    public async Task After_a_removal_for_good_only_what_is_refused_needs_a_person()
    {
        var source = Provisioning("a", Link("l1"), Step("stone", "stone", """{ "stone": "s" }"""));
        await using var world = await ChangeWorld.StartAsync(("a", source), ("b", Provisioning("b", Link("l4"))));
        await world.ProvisionAsync("a");
        world.Things.Faults = (step, _) => step == "remove-l1" ? ThingFault.Refused : ThingFault.None;

        var fallen = await world.ChangeAsync("b");
        world.Things.Faults = null;
        var ended = await world.RetryAsync(fallen);

        Assert.Equal((ActivationState.Fallout, "remove-l1"), (fallen.State, Assert.Single(fallen.Fallouts).Step));
        Assert.Equal(ActivationState.Completed, ended.State);
        Assert.Equal(["link l4 x"], world.There);
    }

    [Fact]
    public async Task What_nothing_brings_back_is_not_removed_first()
    {
        await using var world = await ChangeWorld.StartAsync(
            ("a", Provisioning("a", Step("stone", "stone", """{ "stone": "s", "text": "old" }"""))),
            ("b", Provisioning("b", Step("stone", "stone", """{ "stone": "s", "text": "new" }"""))));
        await world.ProvisionAsync("a");

        var refused = await Assert.ThrowsAsync<CallFailedException>(() => world.ComputeAsync("b"));

        Assert.Contains("'remove-stone' would have to come first, and cannot be undone", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Past_a_soft_point_of_the_target_a_failure_restores_the_source_at_the_price_that_the_plan_tells()
    {
        var target = Provisioning(
            "b", Link("l2", """{ "pointOfNoReturn": "soft", "penalty": "49 EUR" }"""), Link("l3", """{ "onFailure": "fallOut" }"""));
        await using var world = await ChangeWorld.StartAsync(("a", Provisioning("a", Link("l1"))), ("b", target));
        await world.ProvisionAsync("a");
        var before = world.There;
        world.Things.Faults = (step, _) => step is "l3" or "remove-l1" ? ThingFault.Refused : ThingFault.None;

        var change = await world.ComputeAsync("b");
        var late = await world.ChangeAsync(change);

        Assert.Equal(ActivationState.RolledBack, late.State);
        Assert.Equal(before, world.There);
        Assert.EndsWith(
            "A soft point of no return is undone too (49 EUR).",
            world.Facts(late.Id).OfType<RollbackStarted>().Single().Cause,
            StringComparison.Ordinal);
        Assert.Contains(
            "Step 'l2' is a soft point of no return: once it is done, undoing must be forced (49 EUR); a later failure undoes it all the same.",
            change.Plan.Warnings);
    }

    [Fact]
    public async Task Past_a_hard_point_of_the_target_what_is_left_is_tried_until_it_is_done()
    {
        var target = Provisioning("b", Link("l2", """{ "pointOfNoReturn": "hard" }"""), Link("l3", """{ "onFailure": "fallOut" }"""));
        await using var world = await ChangeWorld.StartAsync(("a", Provisioning("a", Link("l1"))), ("b", target));
        await world.ProvisionAsync("a");
        world.Things.Faults = (step, attempt) => step is "l3" or "remove-l1" && attempt < 20 ? ThingFault.Busy : ThingFault.None;

        var ended = await world.ChangeAsync("b");

        Assert.Equal(ActivationState.Completed, ended.State);
        Assert.Equal([1, 20, 20], ended.Steps.Select(step => step.Attempts));
        Assert.Equal(["link l2 x", "link l3 x"], world.There);
    }

    [Fact]
    public async Task Before_a_hard_point_of_the_target_a_failure_restores_the_source_whatever_the_step_says_of_people()
    {
        var target = Provisioning(
            "b",
            Link("l2", """{ "onFailure": "fallOut" }"""),
            Link("l3", """{ "onFailure": "fallOut" }"""),
            Link("l4", """{ "pointOfNoReturn": "hard" }"""));
        await using var world = await ChangeWorld.StartAsync(("a", Provisioning("a", Link("l1"))), ("b", target));
        await world.ProvisionAsync("a");
        var before = world.There;
        world.Things.Faults = (step, _) => step == "l3" ? ThingFault.Refused : ThingFault.None;

        var ended = await world.ChangeAsync("b");

        Assert.Equal(ActivationState.RolledBack, ended.State);
        Assert.Equal(before, world.There);
    }

    [Fact]
    public async Task A_point_of_no_return_that_was_passed_when_the_service_was_made_is_none_of_the_change()
    {
        var hard = Link("l1", """{ "pointOfNoReturn": "hard" }""");
        await using var world = await ChangeWorld.StartAsync(
            ("a", Provisioning("a", hard.DeepClone())),
            ("b", Provisioning("b", hard.DeepClone(), Link("l2", """{ "onFailure": "fallOut" }"""))));
        await world.ProvisionAsync("a");
        var before = world.There;
        world.Things.Faults = (step, _) => step == "l2" ? ThingFault.Refused : ThingFault.None;

        var ended = await world.ChangeAsync("b");

        Assert.Equal(ActivationState.RolledBack, ended.State);
        Assert.Equal(before, world.There);
    }

    [Theory]
    [InlineData("""{ "id": "wait", "type": "Elsa.Event", "eventName": "engineer-done" }""")]
    [InlineData("""{ "id": "wait", "type": "Elsa.Delay", "timeSpan": "01:00:00" }""")]
    public async Task A_wait_of_the_target_stays_where_something_before_it_is_made_and_goes_where_all_of_that_stands(string wait)
    {
        var waits = JsonNode.Parse(wait)!;
        var target = Provisioning("b", Link("l1"), waits, Link("l2"));
        await using var standing = await ChangeWorld.StartAsync(("a", Provisioning("a", Link("l1"))), ("b", target));
        await standing.ProvisionAsync("a");
        await using var missing = await ChangeWorld.StartAsync(("a", Provisioning("a", Link("l2"))), ("b", target));
        await missing.ProvisionAsync("a");

        var done = await standing.ChangeAsync("b");
        var waiting = await missing.ChangeAsync("b");
        if (waiting.State != ActivationState.Completed)
        {
            await missing.SignalAsync(waiting.Id, "engineer-done");
            waiting = await missing.EndAsync(waiting.Id, waiting.Sequence);
        }

        Assert.Equal((ActivationState.Completed, ActivationState.Completed), (done.State, waiting.State));
        Assert.Contains(missing.Facts(waiting.Id), happened => happened is SignalAwaited or DelayStarted);
        Assert.DoesNotContain(standing.Facts(done.Id), happened => happened is SignalAwaited or DelayStarted);
        Assert.Equal(["link l1 x", "link l2 x"], missing.There);
    }

    [Fact]
    public async Task A_wait_of_the_source_is_over_and_what_it_gave_is_not_asked_for_again()
    {
        var source = Provisioning(
            "a",
            Link("l1"),
            JsonNode.Parse("""{ "id": "wait", "type": "Elsa.Delay", "timeSpan": "01:00:00" }""")!,
            Link("l2"));
        await using var world = await ChangeWorld.StartAsync(("a", source), ("b", Provisioning("b", Link("l2"), Link("l3"))));
        await world.ProvisionAsync("a");

        var ended = await world.ChangeAsync("b");

        Assert.Equal(ActivationState.Completed, ended.State);
        Assert.Equal(["make-link", "remove-link"], CallsOf(world, ended));
        Assert.Equal(["link l2 x", "link l3 x"], world.There);
    }

    [Fact]
    public async Task A_service_that_took_the_way_out_of_a_failure_keeps_what_it_got_there()
    {
        await using var world = await ChangeWorld.StartAsync(
            ("a", Provisioning("a", WithSpare())), ("b", Provisioning("b", Link("l9"), WithSpare())));
        world.Things.Faults = (step, _) => step == "wished" ? ThingFault.Refused : ThingFault.None;
        await world.ProvisionAsync("a");
        Assert.Equal(["link spare x", "link then x"], world.There);
        world.Things.Faults = null;

        var change = await world.ComputeAsync("b");
        var ended = await world.ChangeAsync(change);

        Assert.Equal(ActivationState.Completed, ended.State);
        Assert.Equal(["make-link"], CallsOf(world, ended));
        Assert.Equal(["link l9 x", "link spare x", "link then x"], world.There);
        Assert.Equal(["wished", "spare", "then"], change.Plan.Kept.Select(step => step.Id));
    }

    [Fact]
    public async Task What_came_in_place_of_what_was_refused_is_kept_where_the_target_knows_of_no_refusal()
    {
        await using var world = await ChangeWorld.StartAsync(
            ("a", Provisioning("a", WithSpare())),
            ("b", Provisioning("b", Link("l9"), Step("wish", "link", """{ "link": "wished", "text": "x" }"""), Link("then"))));
        world.Things.Faults = (step, _) => step is "wished" or "wish" ? ThingFault.Refused : ThingFault.None;
        await world.ProvisionAsync("a");

        var ended = await world.ChangeAsync("b");
        var back = await world.ChangeAsync("a");

        Assert.Equal((ActivationState.Completed, ActivationState.Completed), (ended.State, back.State));
        Assert.Equal(["make-link"], CallsOf(world, ended));
        Assert.Equal(["remove-link"], CallsOf(world, back));
        Assert.Equal(["link spare x", "link then x"], world.There);
    }

    [Fact]
    public async Task What_was_refused_once_is_asked_for_again_where_the_target_asks_for_something_else()
    {
        await using var world = await ChangeWorld.StartAsync(
            ("a", Provisioning("a", WithSpare())), ("b", Provisioning("b", WithSpare("better"))));
        world.Things.Faults = (step, _) => step == "wished" ? ThingFault.Refused : ThingFault.None;
        await world.ProvisionAsync("a");
        world.Things.Faults = null;

        var ended = await world.ChangeAsync("b");

        Assert.Equal(ActivationState.Completed, ended.State);
        Assert.Equal(["make-link", "remove-link"], CallsOf(world, ended));
        Assert.Equal(["link better x", "link then x"], world.There);
    }

    [Fact]
    public async Task Whether_a_call_of_the_change_was_made_that_nobody_can_tell_is_undone_and_nobody_is_asked()
    {
        await using var world = await ChangeWorld.StartAsync(
            ("a", Provisioning("a", Link("l1"))), ("b", Provisioning("b", Link("l2"))));
        await world.ProvisionAsync("a");
        var before = world.There;
        world.Things.Faults = (step, _) => step == "l2" ? ThingFault.AnswerLost : ThingFault.None;
        world.Things.ReadsNothing = true;

        var ended = await world.ChangeAsync("b");

        Assert.Equal(ActivationState.RolledBack, ended.State);
        Assert.Equal(before, world.There);
        Assert.Equal(before, world.Ledger.Order(StringComparer.Ordinal));
    }

    private static JsonObject Link(string name, string more = "{}") =>
        Step(name, "link", $$"""{ "link": "{{name}}", "text": "x" }""", more);

    private static JsonObject Plug(string text) =>
        Step("plug", "plug", $$"""{ "plug": "p", "text": "{{text}}" }""");

    private static JsonObject Rider() =>
        Step("rider", "rider", """{ "plug": "p", "rider": "r", "text": "x" }""");

    /// <summary>A link that is wished for; another one where that is refused; and one after either.</summary>
    private static JsonObject WithSpare(string wish = "wished") => new()
    {
        ["id"] = "chart",
        ["type"] = "Elsa.Flowchart",
        ["start"] = "wished",
        ["activities"] = new JsonArray(
            Step("wished", "link", $$"""{ "link": "{{wish}}", "text": "x" }"""), Link("spare"), Link("then")),
        ["connections"] = JsonNode.Parse("""
            [
              { "source": { "activity": "wished", "port": "Done" }, "target": { "activity": "then" } },
              { "source": { "activity": "wished", "port": "Failed" }, "target": { "activity": "spare" } },
              { "source": { "activity": "spare", "port": "Done" }, "target": { "activity": "then" } }
            ]
            """),
    };

    private static IEnumerable<string> CallsOf(ChangeWorld world, SagaState change) => world.Things.Calls
        .Where(call => call.Activation == ActivationId.ToText(change.Id))
        .Select(call => call.Operation);
}
