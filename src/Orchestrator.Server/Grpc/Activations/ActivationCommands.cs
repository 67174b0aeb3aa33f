using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Engine;
using Orchestrator.Server.Grpc.Checks;
using Orchestrator.Server.Grpc.Conversion;

namespace Orchestrator.Server.Grpc.Activations;

/// <summary>HoldActivation, ReleaseActivation, CancelActivation, RollbackActivation and SignalActivation.</summary>
internal sealed class ActivationCommands(ActivationEngine engine, Replies replies, SuspensionGuard suspensions)
{
    public Task<V1.Activation> HoldAsync(
        V1.HoldActivationRequest request, string caller, CancellationToken cancellation)
    {
        var violations = new Violations();
        CommandCall.Check(violations, request.Name, request.RequestId);
        CommandCall.Check(violations, request.Decision);
        violations.ThrowIfAny();

        var call = CommandCall.Of(request.Name, caller, request.RequestId, RequestHash.Of(request), request.Decision);
        return SendAsync(call, new SagaCommand.Hold(call.Who), cancellation);
    }

    public Task<V1.Activation> ReleaseAsync(
        V1.ReleaseActivationRequest request, string caller, CancellationToken cancellation)
    {
        var violations = new Violations();
        CommandCall.Check(violations, request.Name, request.RequestId);
        CommandCall.Check(violations, request.Decision);
        violations.ThrowIfAny();

        var call = CommandCall.Of(request.Name, caller, request.RequestId, RequestHash.Of(request), request.Decision);
        return SendAsync(call, new SagaCommand.Release(call.Who), cancellation);
    }

    public Task<V1.Activation> CancelAsync(
        V1.CancelActivationRequest request, string caller, CancellationToken cancellation)
    {
        var violations = new Violations();
        CommandCall.Check(violations, request.Name, request.RequestId);
        CommandCall.Check(violations, request.Decision);
        violations.Text("etag", request.Etag, CommandCall.EtagLengthMax);
        violations.ThrowIfAny();

        var call = CommandCall.Of(request.Name, caller, request.RequestId, RequestHash.Of(request), request.Decision);
        return SendAsync(call, new SagaCommand.Cancel(call.Who) { Etag = Given(request.Etag) }, cancellation);
    }

    public async Task<V1.Activation> RollBackAsync(
        V1.RollbackActivationRequest request, string caller, CancellationToken cancellation)
    {
        var violations = new Violations();
        CommandCall.Check(violations, request.Name, request.RequestId);
        CommandCall.Check(violations, request.Decision);
        violations.Text("back_to_step", request.BackToStep, StepNames.LengthMax);
        violations.Text("etag", request.Etag, CommandCall.EtagLengthMax);
        violations.Text("plan_hash", request.PlanHash, OrderChecks.TextLengthMax);
        violations.ThrowIfAny();

        var call = CommandCall.Of(request.Name, caller, request.RequestId, RequestHash.Of(request), request.Decision);
        var command = new SagaCommand.RollBack(
            call.Who, Given(request.BackToStep), request.Force, Given(request.PlanHash))
        {
            Etag = Given(request.Etag),
        };
        await suspensions.RefuseResumeAsync(call.Activation, cancellation).ConfigureAwait(false);
        return await SendAsync(call, command, cancellation).ConfigureAwait(false);
    }

    public Task<V1.Activation> SignalAsync(
        V1.SignalActivationRequest request, string caller, CancellationToken cancellation)
    {
        var violations = new Violations();
        CommandCall.Check(violations, request.Name, request.RequestId);
        violations.Text("signal", request.Signal, OrderChecks.TextLengthMax, required: true);
        violations.Object("payload", request.Payload);
        violations.ThrowIfAny();

        var call = CommandCall.Of(request.Name, caller, request.RequestId, RequestHash.Of(request));
        return SendAsync(
            call,
            new SagaCommand.Signal(call.Who, request.Signal, StructConversion.ToValue(request.Payload)),
            cancellation);
    }

    /// <summary>Has a command carried out, and shows the activation after it.</summary>
    public async Task<V1.Activation> SendAsync(CommandCall call, SagaCommand command, CancellationToken cancellation)
    {
        var reply = await engine.SendAsync(call.Activation, command, cancellation).ConfigureAwait(false);
        if (reply is ReplyContent.Refused { Why: { Reason: RefusalReason.NoSuchStep } why })
            throw await StepRefusalAsync(call.Activation, command, why, cancellation).ConfigureAwait(false);

        return await replies.AnswerAsync(
            reply, call.Activation, call.Who.RequestId, cancellation).ConfigureAwait(false);
    }

    /// <summary>A step that there is none of is another thing than one that is not in the right state.</summary>
    private async Task<Exception> StepRefusalAsync(
        long activation, SagaCommand command, Refusal why, CancellationToken cancellation)
    {
        var state = await engine.ReadAsync(activation, long.MaxValue, cancellation).ConfigureAwait(false);
        return StepNames.Refusal(state, activation, command, why);
    }

    private static string? Given(string text) => text.Length > 0 ? text : null;
}
