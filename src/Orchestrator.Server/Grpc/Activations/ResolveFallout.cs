using Orchestrator.Core.Sagas;
using Orchestrator.Core.Values;
using Orchestrator.Engine;
using Orchestrator.Server.Grpc.Checks;
using Orchestrator.Server.Grpc.Conversion;

namespace Orchestrator.Server.Grpc.Activations;

/// <summary>ResolveFallout.</summary>
internal sealed class ResolveFallout(
    ActivationLookup lookup, ActivationCommands commands, AdapterRegistry adapters, ToldResources told)
{
    public async Task<V1.Activation> HandleAsync(
        V1.ResolveFalloutRequest request, string caller, CancellationToken cancellation)
    {
        var violations = new Violations();
        Check(request, violations);
        violations.ThrowIfAny();

        var call = CommandCall.Of(request.Name, caller, request.RequestId, RequestHash.Of(request), request.Decision);
        if (request.StepInput is not null)
        {
            await CheckInputAsync(request, violations, cancellation).ConfigureAwait(false);
            violations.ThrowIfAny();
        }

        var command = new SagaCommand.Resolve(
            call.Who,
            request.Step,
            EnumConversion.ToCore(request.Resolution),
            request.StepInput is null ? Value.Null : StructConversion.ToValue(request.StepInput),
            request.StepOutput is null ? Value.Null : StructConversion.ToValue(request.StepOutput))
        {
            Etag = request.Etag.Length > 0 ? request.Etag : null,
            Resources = await ToldAsync(request, cancellation).ConfigureAwait(false),
        };
        return await commands.SendAsync(call, command, cancellation).ConfigureAwait(false);
    }

    /// <summary>What a step that a person has done made, as its adapter tells from what it got and gave.</summary>
    private async Task<IReadOnlyList<ResourceFact>?> ToldAsync(
        V1.ResolveFalloutRequest request, CancellationToken cancellation)
    {
        if (request.Resolution != V1.FalloutDecision.Complete)
            return null;

        var state = await lookup.ReadAsync(request.Name, cancellation).ConfigureAwait(false);
        return state.FindStep(request.Step) is { Undoing: false, Activity.HasEffect: true } and not ChildStep and var step
            ? told.Of(
                state.Id, step, request.StepOutput is null ? Value.Null : StructConversion.ToValue(request.StepOutput))
            : null;
    }

    private static void Check(V1.ResolveFalloutRequest request, Violations violations)
    {
        CommandCall.Check(violations, request.Name, request.RequestId);
        CommandCall.Check(violations, request.Decision);
        violations.Text("step", request.Step, StepNames.LengthMax, required: true);
        violations.Known("resolution", request.Resolution, required: true);
        violations.Object("step_input", request.StepInput);
        violations.Object("step_output", request.StepOutput);
        violations.Text("etag", request.Etag, CommandCall.EtagLengthMax);
        if (request.StepInput is not null && request.Resolution != V1.FalloutDecision.Retry)
            violations.Add("step_input", "is for RETRY only.");
        if (request.StepOutput is not null && request.Resolution != V1.FalloutDecision.Complete)
            violations.Add("step_output", "is for COMPLETE only.");
    }

    /// <summary>
    /// An input that its operation would refuse is refused here, where the person who wrote it still looks.
    /// </summary>
    private async Task CheckInputAsync(
        V1.ResolveFalloutRequest request, Violations violations, CancellationToken cancellation)
    {
        var state = await lookup.ReadAsync(request.Name, cancellation).ConfigureAwait(false);
        if (state.FindStep(request.Step) is not { } step)
            return;

        var name = step.Undoing ? step.Compensation : step.Activity.Operation;
        var operation = adapters.Operations(step.Activity.Adapter)?.FirstOrDefault(one => one.Name == name);
        foreach (var problem in operation?.Check(StructConversion.ToValue(request.StepInput), []) ?? [])
            violations.Add("step_input" + problem.Path.Replace('/', '.'), problem.Message);
    }
}
