using Google.Protobuf.WellKnownTypes;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Server.Grpc.Rendering;
using Orchestrator.TestKit.Core;
using Orchestrator.Tests.Unit.Sagas;
using ProtoValue = Google.Protobuf.WellKnownTypes.Value;
using Value = Orchestrator.Core.Values.Value;

namespace Orchestrator.Tests.Unit.Server;

public sealed class EventRenderingTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly EventRendering _rendering = new(new Mask(Masking.Secrets));

    [Fact]
    public void An_event_shows_who_did_what_and_the_state_after_it()
    {
        var plans = new Plans();
        var world = new ShardWorld(plans.Build(plans.Sequence("root", plans.Event("visit", "visit-done"))));
        world.Start();
        var state = world.State;
        world.Send(new SagaCommand.Hold(ShardWorld.By("r-1")));

        var shown = _rendering.Render(world.Journal[^1].Events[0], Noon, state);

        Assert.Equal(
            new V1.ActivationEvent
            {
                Sequence = world.State.Sequence,
                Time = Timestamp.FromDateTimeOffset(Noon),
                Type = "ActivationHeld",
                Actor = "agnes",
                Summary = "agnes held it: because (T-1).",
                Details = Object(("reason", "because"), ("ticket", "T-1"), ("request_id", "r-1")),
                State = V1.Activation.Types.State.Held,
            },
            shown);
    }

    [Fact]
    public void Sensitive_values_are_masked_in_sentence_and_details()
    {
        var plans = new Plans();
        var state = new SagaState(1, plans.Build(plans.Sequence("root")));

        var line = _rendering.Render(new LineWritten("log", "the pin is secret-7"), Noon, state);
        var set = _rendering.Render(new OutputSet("pin", "secret-7"), Noon, state);

        Assert.Equal("the pin is ***", line.Summary);
        Assert.Equal("the pin is ***", line.Details.Fields["text"].StringValue);
        Assert.Equal("***", set.Details.Fields["value"].StringValue);
    }

    [Fact]
    public void An_event_that_ends_an_activity_names_it()
    {
        var plans = new Plans();
        var world = new ShardWorld(plans.Build(plans.Sequence(
            "root",
            plans.ForEach("loop", Plans.Literal(Value.Array("a", "b")), plans.Sequence("body", plans.Step("step"))))));
        world.Start();
        var state = new SagaState(world.Id, world.State.Plan);

        var told = world.EventsOf(world.Id).Select(happened => _rendering.Render(happened, Noon, state)).ToArray();

        Assert.Equal(
            [
                "Activity 'root' began.",
                "Activity 'loop' began.",
                "Loop 'loop' went into its round 1.",
                "Activity 'body[0]' began.",
                "Activity 'body[0]' ended.",
                "Loop 'loop' went into its round 2.",
                "Activity 'body[1]' began.",
                "Activity 'body[1]' ended.",
                "Activity 'loop' ended.",
            ],
            told.Where(one => one.Type is "ActivityStarted" or "IterationStarted" or "ActivityCompleted").Select(
                one => one.Summary));
    }

    [Fact]
    public void Every_type_of_event_has_a_sentence_of_its_own()
    {
        foreach (var sample in EventSamples.All)
        {
            var sentence = EventSummary.Of(sample);

            Assert.NotEqual(sample.Type, sentence);
            Assert.DoesNotContain('\n', sentence);
            Assert.DoesNotContain("Orchestrator.", sentence, StringComparison.Ordinal);
            if (sample is not LineWritten)
                Assert.EndsWith(".", sentence.TrimEnd('?', '!'), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_member_of_an_event_that_says_something_is_in_its_sentence_or_its_details()
    {
        var error = new StepError("LINE_DOWN", "The line is down.", Retryable: true);
        (SagaEvent Happened, string Details)[] cases =
        [
            (new StepFailed("s", error, FailureExit.RollBack), """{"error":{"code":"LINE_DOWN","message":"The line is down.","retryable":true},"then":"ROLL_BACK"}"""),
            (new WindowAwaited("s", "night-work", Noon), """{"window":"night-work","until":"2026-01-01T12:00:00.000000Z"}"""),
            (new StepAttemptFailed("s", error, Noon), """{"error":{"code":"LINE_DOWN","message":"The line is down.","retryable":true},"next_attempt_time":"2026-01-01T12:00:00.000000Z"}"""),
            (new FalloutResolved(ShardWorld.By("r"), "s", FalloutDecision.RollBack), """{"reason":"because","ticket":"T-1","request_id":"r","resolution":"ROLL_BACK"}"""),
            (new StepSucceeded("s") { Resources = [new ResourceFact("port", "r1/7", Released: true)] }, """{"resources":[{"kind":"port","external_id":"r1/7","released":true}]}"""),
            (new PathsTaken(1, [0, 2], [1]), """{"followed":[0,2],"skipped":[1]}"""),
            (new ActivityStarted(3, "loop", 0) { Item = 2, Value = "m" }, """{"activity":"loop","item":2,"value":"m"}"""),
            (new ActivationStarted(), "{}"),
        ];

        Assert.Equal(cases.Select(one => one.Details), cases.Select(one => EventDetails.Of(one.Happened).ToString()));
    }

    private static Struct Object(params (string Name, string Value)[] members)
    {
        var result = new Struct();
        foreach (var (name, value) in members)
            result.Fields.Add(name, ProtoValue.ForString(value));
        return result;
    }
}
