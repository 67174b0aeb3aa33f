using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Orchestrator.V1;
using ProtoValue = Google.Protobuf.WellKnownTypes.Value;
using State = Orchestrator.V1.Activation.Types.State;

namespace Orchestrator.Tests.EndToEnd.Server;

public sealed class FalloutTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly RunningServer _server = shared.Server;

    [Fact]
    public async Task A_fallout_tells_what_happened_and_what_may_be_decided()
    {
        var fallen = await FallAsync();

        var fallout = Assert.Single(fallen.Fallouts);
        Assert.Equal(("second", false, "ASKED_TO_FAIL"), (fallout.Step, fallout.WhileCompensating, fallout.Error.Code));
        Assert.Equal(
            [FalloutDecision.Retry, FalloutDecision.Skip, FalloutDecision.Complete, FalloutDecision.RollBack, FalloutDecision.Abandon],
            fallout.Allowed);
    }

    [Theory]
    [InlineData(FalloutDecision.Skip, State.Completed, Step.Types.State.Skipped)]
    [InlineData(FalloutDecision.Complete, State.Completed, Step.Types.State.Succeeded)]
    [InlineData(FalloutDecision.RollBack, State.RolledBack, Step.Types.State.Failed)]
    [InlineData(FalloutDecision.Abandon, State.Abandoned, Step.Types.State.Failed)]
    public async Task Each_decision_leads_on(FalloutDecision decision, State state, Step.Types.State step)
    {
        var fallen = await FallAsync();

        await _server.Activations.ResolveFalloutAsync(Resolve(fallen, decision));
        var ended = await _server.UntilAsync(fallen.Name, state);

        Assert.Equal((state, step), (ended.State, ended.Steps.Single(one => one.Id == "second").State));
        Assert.Empty(ended.Fallouts);
    }

    [Fact]
    public async Task A_retry_runs_the_step_with_the_input_that_came_with_it()
    {
        var fallen = await FallAsync();
        var resolve = Resolve(fallen, FalloutDecision.Retry);
        resolve.StepInput = new Struct { Fields = { ["for"] = ProtoValue.ForString("another") } };

        await _server.Activations.ResolveFalloutAsync(resolve);
        var again = await UntilFallenAgainAsync(fallen);

        var step = again.Steps.Single(one => one.Id == "second");
        Assert.Equal((2, "another"), (step.Attempts, step.Input.Fields["for"].StringValue));
    }

    [Fact]
    public async Task What_a_person_did_counts_as_done_with_the_output_that_they_give()
    {
        var fallen = await FallAsync();
        var resolve = Resolve(fallen, FalloutDecision.Complete);
        resolve.StepOutput = new Struct { Fields = { ["port"] = ProtoValue.ForNumber(7) } };

        await _server.Activations.ResolveFalloutAsync(resolve);
        var ended = await _server.UntilAsync(fallen.Name, State.Completed);

        Assert.Equal(7, ended.Steps.Single(one => one.Id == "second").Output.Fields["port"].NumberValue);
    }

    [Fact]
    public async Task A_decision_about_a_step_without_a_fallout_is_refused()
    {
        var fallen = await FallAsync();
        var other = Resolve(fallen, FalloutDecision.Skip);
        other.Step = "first";
        var unknown = Resolve(fallen, FalloutDecision.Skip);
        unknown.Step = "nobody-knows";

        var notFallen = await Refused.ByAsync(_server.Activations.ResolveFalloutAsync(other));
        var notThere = await Refused.ByAsync(_server.Activations.ResolveFalloutAsync(unknown));

        Assert.Equal((StatusCode.FailedPrecondition, "NO_OPEN_FALLOUT"), (notFallen.Code, notFallen.Reason));
        Assert.Equal((StatusCode.NotFound, "STEP_NOT_FOUND"), (notThere.Code, notThere.Reason));
    }

    [Fact]
    public async Task A_decision_that_is_not_allowed_is_refused()
    {
        var hard = Definitions.Step("port-number", more: ", \"pointOfNoReturn\": \"hard\"");
        var fallen = await FallAsync(
            Definitions.Sequence("", hard, Definitions.Step("second", "fail", ", \"onFailure\": \"fallOut\"")));

        var refused = await Refused.ByAsync(
            _server.Activations.ResolveFalloutAsync(Resolve(fallen, FalloutDecision.RollBack)));

        Assert.Equal((StatusCode.FailedPrecondition, "DECISION_NOT_ALLOWED"), (refused.Code, refused.Reason));
        Assert.DoesNotContain(FalloutDecision.RollBack, fallen.Fallouts.Single().Allowed);
    }

    [Fact]
    public async Task What_goes_with_another_decision_is_refused()
    {
        var fallen = await FallAsync();
        var resolve = Resolve(fallen, FalloutDecision.Skip);
        (resolve.StepInput, resolve.StepOutput) = (new Struct(), new Struct());

        var refused = await Refused.ByAsync(_server.Activations.ResolveFalloutAsync(resolve));

        Assert.Equal([("step_input", "is for RETRY only."), ("step_output", "is for COMPLETE only.")], refused.Fields);
    }

    [Fact]
    public async Task A_stale_decision_is_refused()
    {
        var fallen = await FallAsync();
        await _server.Activations.HoldActivationAsync(
            new HoldActivationRequest { Name = fallen.Name, Decision = new Decision { Reason = "look first" } });
        var resolve = Resolve(fallen, FalloutDecision.Skip);
        resolve.Etag = fallen.Etag;

        var refused = await Refused.ByAsync(_server.Activations.ResolveFalloutAsync(resolve));

        Assert.Equal((StatusCode.Aborted, "STALE_ETAG"), (refused.Code, refused.Reason));
    }

    private static ResolveFalloutRequest Resolve(Activation fallen, FalloutDecision decision) => new()
    {
        Name = fallen.Name,
        RequestId = "resolve",
        Step = "second",
        Resolution = decision,
        Decision = new Decision { Reason = "looked at it" },
    };

    private async Task<Activation> FallAsync(string? content = null)
    {
        var workflow = await _server.PublishAsync(content ?? Definitions.FallsOut);
        var started = await _server.Activations.StartActivationAsync(_server.Order(workflow));
        return await _server.UntilAsync(started.Name, State.Fallout);
    }

    private async Task<Activation> UntilFallenAgainAsync(Activation fallen)
    {
        using var watch = _server.Activations.WatchActivation(
            new WatchActivationRequest { Name = fallen.Name, AfterSequence = fallen.Sequence },
            deadline: DateTime.UtcNow.AddSeconds(30));
        while (await watch.ResponseStream.MoveNext(default) && watch.ResponseStream.Current.Type != "FalloutRaised")
        {
            // Until it has fallen out a second time.
        }

        return await _server.Activations.GetActivationAsync(new GetActivationRequest { Name = fallen.Name });
    }
}
