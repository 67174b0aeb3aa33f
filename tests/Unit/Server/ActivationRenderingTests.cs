using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;
using Orchestrator.Core.Activities;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Engine;
using Orchestrator.Server.Grpc.Rendering;
using Orchestrator.TestKit.Core;
using ProtoValue = Google.Protobuf.WellKnownTypes.Value;
using Value = Orchestrator.Core.Values.Value;

namespace Orchestrator.Tests.Unit.Server;

public sealed class ActivationRenderingTests
{
    private static readonly Timestamp Start = Timestamp.FromDateTime(
        new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
    private readonly ActivationRendering _rendering = new(new Mask(Masking.Secrets), new CompletionTimes());

    [Fact]
    public void Everything_that_was_asked_for_and_came_of_it_is_shown()
    {
        var plans = new Plans();
        var world = new ShardWorld(plans.Build(plans.Sequence("root", plans.Step("open-port"))));
        world.Answers("open-port", new CallAnswer.Succeeded(Value.Object(("port", "r1/7"), ("pin", "secret-1"))));
        world.Start(new ActivationOrder("order-system", "o-1", "hash", "C-1")
        {
            Action = ActivationAction.Provision,
            Product = "broadband",
            OrderReference = "O-42",
            Channel = Channel.Phone,
            Requester = "Zoë",
            Input = Value.Object(("speed", 100), ("password", "secret-2")),
            Labels = ImmutableSortedDictionary<string, string>.Empty.Add("region", "north"),
            Priority = 3,
            DueTime = world.Now.AddDays(1),
        });

        var shown = _rendering.Render(world.State, full: true);

        var id = ActivationId.ToText(world.Id);
        Assert.Equal(
            new V1.Activation
            {
                Name = $"activations/{id}",
                State = V1.Activation.Types.State.Completed,
                StateReason = "Its workflow has finished.",
                Action = V1.Action.Provision,
                Customer = "C-1",
                Service = $"services/{id}",
                Product = "broadband",
                Workflow = "workflows/test/versions/1",
                OrderReference = "O-42",
                Channel = V1.Channel.Phone,
                Requester = "Zoë",
                Input = Object(("speed", ProtoValue.ForNumber(100)), ("password", ProtoValue.ForString("***"))),
                Labels = { ["region"] = "north" },
                Priority = 3,
                DueTime = Start + Duration.FromTimeSpan(TimeSpan.FromDays(1)),
                CreateTime = Start,
                StartTime = Start,
                EndTime = Start,
                UpdateTime = Start,
                Sequence = world.State.Sequence,
                Etag = world.State.Etag,
                Steps =
                {
                    new V1.Step
                    {
                        Id = "open-port",
                        DisplayName = "open-port",
                        Adapter = "net",
                        Operation = "open-port",
                        State = V1.Step.Types.State.Succeeded,
                        Attempts = 1,
                        Input = Object(("for", ProtoValue.ForString("open-port"))),
                        Output = Object(("port", ProtoValue.ForString("r1/7")), ("pin", ProtoValue.ForString("***"))),
                        IdempotencyKey = $"{id}/open-port/do",
                        Compensation = "undo-open-port",
                        StartTime = Start,
                        EndTime = Start,
                    },
                },
            },
            shown);
    }

    [Fact]
    public void The_short_view_leaves_the_steps_out_and_nothing_else()
    {
        var world = Fallen();

        var full = _rendering.Render(world.State, full: true);
        var basic = _rendering.Render(world.State, full: false);

        Assert.Empty(basic.Steps);
        full.Steps.Clear();
        Assert.Equal(full, basic);
    }

    [Fact]
    public void A_fallout_shows_why_and_what_may_be_decided()
    {
        var world = Fallen();

        var shown = _rendering.Render(world.State, full: false);

        Assert.Equal(V1.Activation.Types.State.Fallout, shown.State);
        Assert.Equal("Step 'open-port' needs a decision: VLAN *** belongs to another customer.", shown.StateReason);
        Assert.Equal(
            [
                new V1.Fallout
                {
                    Step = "open-port",
                    Error = new V1.StepError { Code = "VLAN_TAKEN", Message = "VLAN *** belongs to another customer." },
                    CreateTime = Start,
                    Allowed =
                    {
                        V1.FalloutDecision.Retry, V1.FalloutDecision.Skip, V1.FalloutDecision.Complete,
                        V1.FalloutDecision.RollBack, V1.FalloutDecision.Abandon,
                    },
                },
            ],
            shown.Fallouts);
    }

    [Fact]
    public void A_step_that_waits_for_its_next_attempt_says_when_that_is_and_why()
    {
        var plans = new Plans();
        var world = new ShardWorld(plans.Build(plans.Sequence("root", plans.Step("open-port"))));
        world.Answers(
            "open-port", new CallAnswer.Failed(new StepError("BUSY", "The device is busy.", Retryable: true)));
        world.Start();

        var step = _rendering.Render(world.State, full: true).Steps.Single();

        Assert.Equal(
            (V1.Step.Types.State.Retrying, 1, Start + Duration.FromTimeSpan(TimeSpan.FromSeconds(1))),
            (step.State, step.Attempts, step.NextAttemptTime));
        Assert.Equal(new V1.StepError { Code = "BUSY", Message = "The device is busy.", Retryable = true }, step.Error);
    }

    private static ShardWorld Fallen()
    {
        var plans = new Plans();
        var world = new ShardWorld(plans.Build(plans.Sequence("root", plans.Step("open-port", OnFailure.FallOut))));
        world.Answers("open-port", new CallAnswer.Failed(
            new StepError("VLAN_TAKEN", "VLAN secret-210 belongs to another customer.")));
        world.Start();
        return world;
    }

    private static Struct Object(params (string Name, ProtoValue Value)[] members)
    {
        var result = new Struct();
        foreach (var (name, value) in members)
            result.Fields.Add(name, value);
        return result;
    }
}
