using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Orchestrator.V1;
using ProtoValue = Google.Protobuf.WellKnownTypes.Value;

namespace Orchestrator.Tests.EndToEnd.Server;

public sealed class StartTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly RunningServer _server = shared.Server;

    [Fact]
    public async Task Everything_that_was_asked_for_is_in_the_answer()
    {
        var workflow = await _server.PublishAsync(Definitions.TwoSteps);
        var soon = Timestamp.FromDateTime(DateTime.UtcNow.AddDays(1));

        var started = await _server.Activations.StartActivationAsync(_server.Order(workflow, request =>
        {
            request.Input = new Struct
            {
                Fields = { ["speed"] = ProtoValue.ForNumber(100), ["list"] = ProtoValue.ForList(ProtoValue.ForNull()) },
            };
            request.OrderReference = "O-42";
            request.Channel = Channel.Phone;
            request.Requester = "Zoë 🙂";
            request.Labels["region"] = "north";
            request.Priority = -3;
            request.RequestedStartTime = soon;
            request.DueTime = soon;
        }));

        var now = await _server.Activations.GetActivationAsync(new GetActivationRequest { Name = started.Name });
        Assert.Equal(
            new Activation
            {
                Name = started.Name,
                State = Activation.Types.State.Scheduled,
                StateReason = started.StateReason,
                Action = Orchestrator.V1.Action.Custom,
                Customer = "C-1",
                Workflow = workflow,
                OrderReference = "O-42",
                Channel = Channel.Phone,
                Requester = "Zoë 🙂",
                Input = new Struct
                {
                    Fields =
                        { ["speed"] = ProtoValue.ForNumber(100), ["list"] = ProtoValue.ForList(ProtoValue.ForNull()) },
                },
                Labels = { ["region"] = "north" },
                Priority = -3,
                RequestedStartTime = Micro(soon),
                DueTime = Micro(soon),
                CreateTime = started.CreateTime,
                UpdateTime = started.CreateTime,
                Sequence = 1,
                Etag = started.Etag,
            },
            started);
        Assert.Equal(started, now);
    }

    [Fact]
    public async Task A_caller_who_waits_is_answered_with_the_end()
    {
        var workflow = await _server.PublishAsync(Definitions.TwoSteps);

        var ended = await _server.RunAsync(workflow);

        Assert.Equal(Activation.Types.State.Completed, ended.State);
        Assert.Equal(["first", "second"], ended.Steps.Select(step => step.Id));
        Assert.All(ended.Steps, step => Assert.Equal(Step.Types.State.Succeeded, step.State));
        Assert.Equal($"{ended.Name["activations/".Length..]}/first/do", ended.Steps[0].IdempotencyKey);
    }

    [Fact]
    public async Task A_caller_who_has_waited_long_enough_is_answered_with_the_state_then()
    {
        var workflow = await _server.PublishAsync(Definitions.Waits);

        var answer = await _server.Activations.StartActivationAsync(
            _server.Order(workflow, request => request.Wait = Duration.FromTimeSpan(TimeSpan.FromMilliseconds(50))));

        Assert.Equal(Activation.Types.State.Running, answer.State);
    }

    [Fact]
    public async Task A_workflow_without_a_version_is_the_latest_one_and_stays_so_for_the_activation()
    {
        var content = Definitions.TwoSteps;
        var first = await _server.PublishAsync(content);
        var name = first[..first.IndexOf("/versions/", StringComparison.Ordinal)];
        var before = await _server.RunAsync(name);

        var second = await _server.PublishAsync(content.Replace("For a test.", "Changed.", StringComparison.Ordinal));
        var after = await _server.RunAsync(name);

        Assert.Equal((first, second), (before.Workflow, after.Workflow));
        Assert.Equal(
            first,
            (await _server.Activations.GetActivationAsync(new GetActivationRequest { Name = before.Name })).Workflow);
    }

    [Fact]
    public async Task The_same_request_sent_again_is_answered_with_the_first_answer()
    {
        var request = _server.Order(await _server.PublishAsync(Definitions.Waits), one =>
        {
            one.Labels["a"] = "1";
            one.Labels["b"] = "2";
        });
        var first = await _server.Activations.StartActivationAsync(request);
        await _server.Activations.SignalActivationAsync(
            new SignalActivationRequest { Name = first.Name, Signal = "visit-done" });
        await _server.UntilAsync(first.Name, Activation.Types.State.Completed);

        var reordered = request.Clone();
        reordered.Labels.Clear();
        reordered.Labels["b"] = "2";
        reordered.Labels["a"] = "1";
        var again = await _server.Activations.StartActivationAsync(reordered);

        Assert.Equal(first, again);
    }

    [Fact]
    public async Task The_same_request_sent_again_with_a_wait_is_answered_with_the_end()
    {
        var request = _server.Order(await _server.PublishAsync(Definitions.TwoSteps));
        var first = await _server.Activations.StartActivationAsync(request);

        request.Wait = Duration.FromTimeSpan(TimeSpan.FromSeconds(30));
        var again = await _server.Activations.StartActivationAsync(request);

        Assert.Equal((first.Name, Activation.Types.State.Completed), (again.Name, again.State));
    }

    [Fact]
    public async Task A_request_sent_many_times_at_once_is_one_activation()
    {
        var request = _server.Order(await _server.PublishAsync(Definitions.TwoSteps), one => one.Customer = "C-many");

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(async _ => await _server.Activations.StartActivationAsync(request.Clone())));

        Assert.Single(answers.Select(answer => answer.Name).Distinct());
        var listed = await _server.Activations.ListActivationsAsync(
            new ListActivationsRequest { Filter = new ActivationFilter { Customer = "C-many" } });
        Assert.Single(listed.Activations);
    }

    [Fact]
    public async Task A_request_id_that_was_used_for_another_order_is_refused()
    {
        var request = _server.Order(await _server.PublishAsync(Definitions.TwoSteps));
        await _server.Activations.StartActivationAsync(request);

        request.Priority = 7;
        var refused = await Refused.ByAsync(_server.Activations.StartActivationAsync(request));

        Assert.Equal(
            (StatusCode.InvalidArgument, "REQUEST_ID_REUSED", "orchestrator"),
            (refused.Code, refused.Reason, refused.Domain));
        Assert.Equal([("request_id", "was used for another request.")], refused.Fields);
        Assert.Equal(request.RequestId, refused.RequestId);
    }

    [Fact]
    public async Task Two_callers_may_use_one_request_id()
    {
        var request = _server.Order(await _server.PublishAsync(Definitions.TwoSteps));

        var mine = await _server.Activations.StartActivationAsync(
            request, new Metadata { { "orchestrator-caller", "order-system" } });
        var yours = await _server.Activations.StartActivationAsync(
            request, new Metadata { { "orchestrator-caller", "web-shop" } });

        Assert.NotEqual(mine.Name, yours.Name);
    }

    [Fact]
    public async Task A_repeated_request_is_answered_even_when_its_workflow_is_retired_by_now()
    {
        var workflow = await _server.PublishAsync(Definitions.TwoSteps);
        var request = _server.Order(workflow);
        var first = await _server.Activations.StartActivationAsync(request);
        await _server.Workflows.RetireWorkflowAsync(
            new RetireWorkflowRequest { Name = workflow, RequestId = _server.NewRequestId() });

        var again = await _server.Activations.StartActivationAsync(request);
        var another = await Refused.ByAsync(_server.Activations.StartActivationAsync(_server.Order(workflow)));

        Assert.Equal(first, again);
        Assert.Equal((StatusCode.FailedPrecondition, "WORKFLOW_RETIRED"), (another.Code, another.Reason));
    }

    [Fact]
    public async Task A_plan_that_still_holds_lets_the_order_start_and_another_one_does_not()
    {
        var workflow = await _server.PublishAsync(Definitions.TwoSteps);
        var order = _server.Order(workflow);
        var plan = await _server.Activations.PlanActivationAsync(new PlanActivationRequest { Request = order });

        order.PlanHash = plan.PlanHash;
        var started = await _server.Activations.StartActivationAsync(order);
        var refused = await Refused.ByAsync(
            _server.Activations.StartActivationAsync(_server.Order(workflow, one => one.PlanHash = "another")));

        Assert.Equal(workflow, started.Workflow);
        Assert.Equal((StatusCode.Aborted, "PLAN_CHANGED"), (refused.Code, refused.Reason));
        Assert.Equal(plan.PlanHash, refused.Metadata["planHash"]);
    }

    private static Timestamp Micro(Timestamp time) =>
        new() { Seconds = time.Seconds, Nanos = time.Nanos / 1000 * 1000 };
}
