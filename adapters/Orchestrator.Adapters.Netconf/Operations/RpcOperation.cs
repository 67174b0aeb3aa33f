using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Orchestrator.Adapters.Declared.Recorded;
using Orchestrator.Adapters.Netconf.Messages;
using Orchestrator.Adapters.Netconf.Trees;

namespace Orchestrator.Adapters.Netconf.Operations;

/// <summary>
/// Calls an operation of the device that we know nothing about: one whose answer was lost is not called again, and
/// nobody can tell what became of it but a person. It is undone by the operation that was declared for it.
/// </summary>
/// <param name="plan">The operation.</param>
/// <param name="inverse">What undoes it; null where nothing does.</param>
/// <param name="devices">Which may be called.</param>
internal sealed class RpcOperation(OperationPlan plan, OperationPlan? inverse, DeviceTable devices) : IRecordedOperation
{
    private const int OutputCharactersMax = 400_000;

    public Task<Preparation> PrepareAsync(AdapterCall call, CancellationToken cancellation)
    {
        try
        {
            plan.FindDevice(call.Input, devices);
            OperationOf(plan, call.Input);
            return Task.FromResult<Preparation>(new Preparation.Ready(JsonSerializer.SerializeToElement("")));
        }
        catch (Exception failure) when (Failure.AnswerOf(failure) is { } answer)
        {
            return Task.FromResult<Preparation>(new Preparation.Refused(answer));
        }
    }

    public async Task<Answer> ApplyAsync(AdapterCall call, JsonElement before, CancellationToken cancellation)
    {
        var answer = await SendAsync(plan, call.Input, cancellation).ConfigureAwait(false);
        return answer is Answer.Succeeded { Output: { } output } done
            ? done with { Resources = plan.ResourcesOf(call.Input, output) }
            : answer;
    }

    public Task<ReadAnswer> LookAsync(AdapterCall call, JsonElement before, CancellationToken cancellation) =>
        Task.FromResult<ReadAnswer>(new ReadAnswer.StillUnknown(
            $"Whether the device carried out '{call.Operation}' cannot be seen. Look at the device."));

    public async Task<Answer> RestoreAsync(AdapterCall done, JsonElement before, CancellationToken cancellation) =>
        inverse is null
            ? new Answer.Permanent("NOT_REVERSIBLE", $"Nothing undoes '{done.Operation}'. Undo it by hand.")
            : await SendAsync(inverse, done.Input, cancellation).ConfigureAwait(false) switch
            {
                Answer.Succeeded => new Answer.Succeeded { Resources = UndoneResources(done.Input) },
                var failed => failed,
            };

    private async Task<Answer> SendAsync(OperationPlan which, JsonElement input, CancellationToken cancellation)
    {
        try
        {
            var reply = await which.FindDevice(input, devices)
                .CallAsync(OperationOf(which, input), isRepeatable: false, cancellation).ConfigureAwait(false);
            var output = which.Outputs.Of(Xml.Tidy(reply), OperationPlan.ScopeOf(input));
            return output.GetRawText().Length <= OutputCharactersMax
                ? new Answer.Succeeded(output)
                : new Answer.Succeeded(JsonSerializer.SerializeToElement(new JsonObject()));
        }
        catch (ConnectionLostException lost)
        {
            return new Answer.Unknown(lost.Message);
        }
        catch (Exception failure) when (Failure.AnswerOf(failure) is { } answer)
        {
            return answer;
        }
    }

    private static XElement OperationOf(OperationPlan which, JsonElement input)
    {
        var operations = which.Fill(input, "operations").Elements().ToList();
        return operations.Count == 1
            ? operations[0]
            : throw new UnfitEditException("INVALID_INPUT", "An rpc is one element. Make several steps of it.");
    }

    private List<ResourceChange> UndoneResources(JsonElement input) =>
        [.. plan.ResourcesOf(input, JsonSerializer.SerializeToElement(new JsonObject())).Select(
            change => change with { Released = !change.Released })];
}
