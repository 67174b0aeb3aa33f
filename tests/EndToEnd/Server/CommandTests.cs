using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Orchestrator.V1;
using ProtoValue = Google.Protobuf.WellKnownTypes.Value;
using State = Orchestrator.V1.Activation.Types.State;

namespace Orchestrator.Tests.EndToEnd.Server;

public sealed class CommandTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private static readonly Decision Because = new() { Reason = "customer asked", Ticket = "T-1" };
    private readonly RunningServer _server = shared.Server;

    [Fact]
    public async Task What_is_held_stands_until_it_is_released()
    {
        var name = await StartAsync(Definitions.Waits);

        var held = await _server.Activations.HoldActivationAsync(
            new HoldActivationRequest { Name = name, RequestId = "h", Decision = Because });
        await _server.Activations.SignalActivationAsync(
            new SignalActivationRequest { Name = name, Signal = "visit-done" });
        var still = await GetAsync(name);
        var released = await _server.Activations.ReleaseActivationAsync(
            new ReleaseActivationRequest { Name = name, RequestId = "r", Decision = Because });
        var ended = await _server.UntilAsync(name, State.Completed);

        Assert.Equal((State.Held, State.Held, State.Completed), (held.State, still.State, ended.State));
        Assert.Equal("Held by anonymous: customer asked", held.StateReason);
        Assert.NotEqual(State.Held, released.State);
    }

    [Fact]
    public async Task What_is_cancelled_is_undone()
    {
        var name = await StartAsync(Definitions.Waits);

        await _server.Activations.CancelActivationAsync(
            new CancelActivationRequest { Name = name, RequestId = "c", Decision = Because });
        var ended = await _server.UntilAsync(name, State.RolledBack);

        Assert.Equal((State.RolledBack, Step.Types.State.Compensated), (ended.State, ended.Steps[0].State));
        Assert.Equal(1, ended.Steps[0].CompensationAttempts);
    }

    [Fact]
    public async Task What_is_cancelled_before_it_began_is_cancelled()
    {
        var workflow = await _server.PublishAsync(Definitions.TwoSteps);
        var started = await _server.Activations.StartActivationAsync(
            _server.Order(
                workflow, order => order.RequestedStartTime = Timestamp.FromDateTime(DateTime.UtcNow.AddDays(1))));

        var cancelled = await _server.Activations.CancelActivationAsync(
            new CancelActivationRequest
            {
                Name = started.Name,
                RequestId = "c",
                Decision = Because,
                Etag = started.Etag,
            });

        Assert.Equal((State.Scheduled, State.Cancelled), (started.State, cancelled.State));
        Assert.NotNull(cancelled.EndTime);
    }

    [Fact]
    public async Task What_has_completed_can_be_rolled_back_as_planned()
    {
        var ended = await _server.RunAsync(await _server.PublishAsync(Definitions.TwoSteps));
        var plan = await _server.Activations.PlanRollbackAsync(new PlanRollbackRequest { Name = ended.Name });

        await _server.Activations.RollbackActivationAsync(new RollbackActivationRequest
        {
            Name = ended.Name,
            RequestId = "r",
            Decision = Because,
            PlanHash = plan.PlanHash,
            Etag = ended.Etag,
        });
        var undone = await _server.UntilAsync(ended.Name, State.RolledBack);

        Assert.True(plan.Allowed);
        Assert.Equal(
            [("second", "undo"), ("first", "undo")], plan.Compensations.Select(step => (step.Id, step.Operation)));
        Assert.Equal(State.RolledBack, undone.State);
        Assert.All(undone.Steps, step => Assert.Equal(Step.Types.State.Compensated, step.State));
    }

    [Fact]
    public async Task Going_back_to_a_step_holds_the_activation_after_it()
    {
        var name = await StartAsync(Definitions.Sequence(
            "", Definitions.Step("first"), Definitions.Step("second"), Definitions.Event("visit", "visit-done")));
        var plan = await _server.Activations.PlanRollbackAsync(
            new PlanRollbackRequest { Name = name, BackToStep = "first" });

        await _server.Activations.RollbackActivationAsync(new RollbackActivationRequest
        {
            Name = name,
            RequestId = "r",
            Decision = Because,
            BackToStep = "first",
            PlanHash = plan.PlanHash,
        });
        var held = await _server.UntilAsync(name, State.Held);

        Assert.Equal(["second"], plan.Compensations.Select(step => step.Id));
        Assert.Equal(State.Held, held.State);
        // The step is next again, and waits for the release.
        Assert.Equal(
            [Step.Types.State.Succeeded, Step.Types.State.Compensated, Step.Types.State.Pending],
            held.Steps.Select(step => step.State));
    }

    [Fact]
    public async Task A_soft_point_of_no_return_is_passed_only_with_force()
    {
        var soft = Definitions.Step("mail", more: ", \"pointOfNoReturn\": \"soft\", \"penalty\": \"a fee of 10\"");
        var ended = await _server.RunAsync(
            await _server.PublishAsync(Definitions.Sequence("", Definitions.Step("first"), soft)));
        var plan = await _server.Activations.PlanRollbackAsync(new PlanRollbackRequest { Name = ended.Name });

        var refused = await Refused.ByAsync(_server.Activations.RollbackActivationAsync(
            new RollbackActivationRequest { Name = ended.Name, RequestId = "1", Decision = Because }));
        await _server.Activations.RollbackActivationAsync(
            new RollbackActivationRequest { Name = ended.Name, RequestId = "2", Decision = Because, Force = true });

        Assert.False(plan.Allowed);
        Assert.Contains(plan.Warnings, warning => warning.Contains("a fee of 10", StringComparison.Ordinal));
        Assert.Equal((StatusCode.FailedPrecondition, "SOFT_POINT_OF_NO_RETURN"), (refused.Code, refused.Reason));
        Assert.Equal(State.RolledBack, (await _server.UntilAsync(ended.Name, State.RolledBack)).State);
    }

    [Fact]
    public async Task A_hard_point_of_no_return_is_never_passed()
    {
        var hard = Definitions.Step("port-number", more: ", \"pointOfNoReturn\": \"hard\"");
        var ended = await _server.RunAsync(
            await _server.PublishAsync(Definitions.Sequence("", Definitions.Step("first"), hard)));
        var plan = await _server.Activations.PlanRollbackAsync(new PlanRollbackRequest { Name = ended.Name });

        var refused = await Refused.ByAsync(_server.Activations.RollbackActivationAsync(
            new RollbackActivationRequest { Name = ended.Name, RequestId = "1", Decision = Because, Force = true }));

        Assert.False(plan.Allowed);
        Assert.Equal((StatusCode.FailedPrecondition, "PAST_POINT_OF_NO_RETURN"), (refused.Code, refused.Reason));
        Assert.Equal([("PAST_POINT_OF_NO_RETURN", ended.Name)], refused.Preconditions);
    }

    [Fact]
    public async Task A_signal_that_comes_early_is_kept_and_its_payload_is_shown()
    {
        var name = await StartAsync(
            Definitions.Sequence("", Definitions.Event("a", "one"), Definitions.Event("b", "two")));

        await _server.Activations.SignalActivationAsync(
            new SignalActivationRequest { Name = name, RequestId = "2", Signal = "two" });
        await _server.Activations.SignalActivationAsync(new SignalActivationRequest
        {
            Name = name,
            RequestId = "1",
            Signal = "one",
            Payload = new Struct { Fields = { ["by"] = ProtoValue.ForString("Ann") } },
        });
        await _server.UntilAsync(name, State.Completed);

        using var watch = _server.Activations.WatchActivation(new WatchActivationRequest { Name = name });
        var events = await watch.ResponseStream.ReadAllAsync().ToListAsync();
        var received = events.Single(
            one => one.Type == "SignalReceived" && one.Details.Fields["signal"].StringValue == "one");
        Assert.Equal("Ann", received.Details.Fields["payload"].StructValue.Fields["by"].StringValue);
        Assert.Equal(State.Completed, events[^1].State);
    }

    [Fact]
    public async Task A_command_sent_again_is_answered_as_the_first_time_and_done_once()
    {
        var name = await StartAsync(Definitions.Waits);
        var hold = new HoldActivationRequest { Name = name, RequestId = "h", Decision = Because };
        var first = await _server.Activations.HoldActivationAsync(hold);
        await _server.Activations.ReleaseActivationAsync(
            new ReleaseActivationRequest { Name = name, RequestId = "r", Decision = Because });

        var again = await _server.Activations.HoldActivationAsync(hold);

        Assert.Equal(first, again);
        Assert.Equal(State.Running, (await GetAsync(name)).State);
    }

    [Fact]
    public async Task A_request_id_that_was_used_for_another_command_is_refused()
    {
        var name = await StartAsync(Definitions.Waits);
        await _server.Activations.HoldActivationAsync(
            new HoldActivationRequest { Name = name, RequestId = "x", Decision = Because });

        var refused = await Refused.ByAsync(_server.Activations.ReleaseActivationAsync(
            new ReleaseActivationRequest { Name = name, RequestId = "x", Decision = Because }));

        Assert.Equal(
            (StatusCode.InvalidArgument, "REQUEST_ID_REUSED", "x"), (refused.Code, refused.Reason, refused.RequestId));
        Assert.Equal(State.Held, (await GetAsync(name)).State);
    }

    [Fact]
    public async Task A_decision_on_an_activation_that_has_changed_since_it_was_read_is_refused()
    {
        var name = await StartAsync(Definitions.Waits);
        var before = await GetAsync(name);
        await _server.Activations.HoldActivationAsync(new HoldActivationRequest { Name = name, Decision = Because });

        var cancel = await Refused.ByAsync(_server.Activations.CancelActivationAsync(
            new CancelActivationRequest { Name = name, Decision = Because, Etag = before.Etag }));
        var rollback = await Refused.ByAsync(_server.Activations.RollbackActivationAsync(
            new RollbackActivationRequest { Name = name, Decision = Because, Etag = before.Etag }));

        Assert.Equal((StatusCode.Aborted, "STALE_ETAG"), (cancel.Code, cancel.Reason));
        Assert.Equal((StatusCode.Aborted, "STALE_ETAG"), (rollback.Code, rollback.Reason));
        Assert.Equal(name, cancel.Metadata["activation"]);
    }

    [Fact]
    public async Task A_rollback_that_would_do_something_else_than_was_planned_is_refused()
    {
        var name = await StartAsync(Definitions.Waits);
        var plan = await _server.Activations.PlanRollbackAsync(new PlanRollbackRequest { Name = name });
        await _server.Activations.SignalActivationAsync(
            new SignalActivationRequest { Name = name, Signal = "visit-done" });
        await _server.UntilAsync(name, State.Completed);

        var refused = await Refused.ByAsync(_server.Activations.RollbackActivationAsync(
            new RollbackActivationRequest { Name = name, Decision = Because, PlanHash = plan.PlanHash }));

        Assert.Equal((StatusCode.Aborted, "PLAN_CHANGED"), (refused.Code, refused.Reason));
    }

    [Fact]
    public async Task What_the_state_does_not_allow_is_refused()
    {
        var name = (await _server.RunAsync(await _server.PublishAsync(Definitions.Fails))).Name;

        Refused[] refused =
        [
            await Refused.ByAsync(
                _server.Activations.HoldActivationAsync(new HoldActivationRequest { Name = name, Decision = Because })),
            await Refused.ByAsync(_server.Activations.ReleaseActivationAsync(
                new ReleaseActivationRequest { Name = name, Decision = Because })),
            await Refused.ByAsync(_server.Activations.CancelActivationAsync(
                new CancelActivationRequest { Name = name, Decision = Because })),
            await Refused.ByAsync(_server.Activations.RollbackActivationAsync(
                new RollbackActivationRequest { Name = name, Decision = Because })),
            await Refused.ByAsync(_server.Activations.SignalActivationAsync(
                new SignalActivationRequest { Name = name, Signal = "visit-done" })),
        ];
        var plan = await _server.Activations.PlanRollbackAsync(new PlanRollbackRequest { Name = name });

        Assert.All(
            refused, one => Assert.Equal((StatusCode.FailedPrecondition, "WRONG_STATE"), (one.Code, one.Reason)));
        Assert.False(plan.Allowed);
    }

    [Fact]
    public async Task A_step_that_there_is_none_of_is_not_found_and_one_that_is_not_done_cannot_be_gone_back_to()
    {
        var name = await StartAsync(Definitions.Waits);

        var unknown = await Refused.ByAsync(_server.Activations.RollbackActivationAsync(
            new RollbackActivationRequest { Name = name, Decision = Because, BackToStep = "nobody-knows" }));
        var notDone = await Refused.ByAsync(_server.Activations.RollbackActivationAsync(
            new RollbackActivationRequest { Name = name, Decision = Because, BackToStep = "second" }));
        var planned = await Refused.ByAsync(_server.Activations.PlanRollbackAsync(
            new PlanRollbackRequest { Name = name, BackToStep = "nobody-knows" }));

        Assert.Equal((StatusCode.NotFound, "STEP_NOT_FOUND"), (unknown.Code, unknown.Reason));
        Assert.Equal((StatusCode.FailedPrecondition, "STEP_NOT_DONE"), (notDone.Code, notDone.Reason));
        Assert.Equal((StatusCode.NotFound, "STEP_NOT_FOUND"), (planned.Code, planned.Reason));
    }

    [Theory]
    [InlineData("activations/nobody-knows", StatusCode.NotFound, "ACTIVATION_NOT_FOUND")]
    [InlineData("activations/0000000000001", StatusCode.NotFound, "ACTIVATION_NOT_FOUND")]
    [InlineData("activations/", StatusCode.InvalidArgument, "INVALID_FIELDS")]
    [InlineData("", StatusCode.InvalidArgument, "INVALID_FIELDS")]
    [InlineData("services/1", StatusCode.InvalidArgument, "INVALID_FIELDS")]
    public async Task Every_call_about_an_activation_that_there_is_none_of_is_refused_alike(
        string name, StatusCode code, string reason)
    {
        var client = _server.Activations;
        Refused[] refused =
        [
            await Refused.ByAsync(client.GetActivationAsync(new GetActivationRequest { Name = name })),
            await Refused.ByAsync(
                client.HoldActivationAsync(new HoldActivationRequest { Name = name, Decision = Because })),
            await Refused.ByAsync(
                client.ReleaseActivationAsync(new ReleaseActivationRequest { Name = name, Decision = Because })),
            await Refused.ByAsync(
                client.CancelActivationAsync(new CancelActivationRequest { Name = name, Decision = Because })),
            await Refused.ByAsync(client.PlanRollbackAsync(new PlanRollbackRequest { Name = name })),
            await Refused.ByAsync(
                client.RollbackActivationAsync(new RollbackActivationRequest { Name = name, Decision = Because })),
            await Refused.ByAsync(client.RollbackActivationAsync(
                new RollbackActivationRequest { Name = name, Decision = Because, BackToStep = "x" })),
            await Refused.ByAsync(
                client.SignalActivationAsync(new SignalActivationRequest { Name = name, Signal = "x" })),
            await Refused.ByAsync(client.ResolveFalloutAsync(new ResolveFalloutRequest
            {
                Name = name, Decision = Because, Step = "x", Resolution = FalloutDecision.Skip,
            })),
        ];
        using var watch = client.WatchActivation(new WatchActivationRequest { Name = name });
        var watched = Refused.Of(await Assert.ThrowsAsync<RpcException>(() => watch.ResponseStream.MoveNext(default)));

        Assert.All([.. refused, watched], one => Assert.Equal((code, reason), (one.Code, one.Reason)));
    }

    [Fact]
    public async Task Decisions_need_a_reason_and_signals_a_name()
    {
        var name = await StartAsync(Definitions.Waits);
        var client = _server.Activations;

        Refused[] refused =
        [
            await Refused.ByAsync(client.HoldActivationAsync(new HoldActivationRequest { Name = name })),
            await Refused.ByAsync(client.ReleaseActivationAsync(
                new ReleaseActivationRequest { Name = name, Decision = new Decision { Reason = " " } })),
            await Refused.ByAsync(client.CancelActivationAsync(
                new CancelActivationRequest { Name = name, Decision = new Decision { Ticket = "T" } })),
            await Refused.ByAsync(client.RollbackActivationAsync(new RollbackActivationRequest { Name = name })),
        ];
        var resolve = await Refused.ByAsync(client.ResolveFalloutAsync(new ResolveFalloutRequest { Name = name }));
        var signal = await Refused.ByAsync(client.SignalActivationAsync(new SignalActivationRequest { Name = name }));

        Assert.All(refused, one => Assert.Equal([("decision.reason", "is required.")], one.Fields));
        Assert.Equal(["decision.reason", "step", "resolution"], resolve.Fields.Select(field => field.Field));
        Assert.Equal([("signal", "is required.")], signal.Fields);
    }

    private async Task<string> StartAsync(string content)
    {
        var workflow = await _server.PublishAsync(content);
        var started = await _server.Activations.StartActivationAsync(_server.Order(workflow));
        await _server.UntilEventAsync(started.Name, "SignalAwaited");
        return started.Name;
    }

    private async Task<Activation> GetAsync(string name) =>
        await _server.Activations.GetActivationAsync(new GetActivationRequest { Name = name });
}
