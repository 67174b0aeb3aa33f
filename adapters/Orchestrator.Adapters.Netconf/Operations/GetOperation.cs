using System.Xml.Linq;
using Orchestrator.Adapters.Netconf.Trees;

namespace Orchestrator.Adapters.Netconf.Operations;

/// <summary>Reads configuration, or configuration and state.</summary>
internal sealed class GetOperation(OperationPlan plan, GetFilter filter, DeviceTable devices)
{
    public async Task<Answer> ExecuteAsync(AdapterCall call, CancellationToken cancellation)
    {
        try
        {
            var request = filter.RequestFor(call.Input);
            var reply = await plan.FindDevice(call.Input, devices)
                .CallAsync(request, isRepeatable: true, cancellation).ConfigureAwait(false);
            var data = Xml.Tidy(reply.Element(Xml.Base + "data") ?? new XElement(Xml.Base + "data"));
            return new Answer.Succeeded(plan.Outputs.Of(data, OperationPlan.ScopeOf(call.Input)));
        }
        catch (OperationCanceledException)
        {
            return new Answer.Unknown($"'{call.Operation}' was given up before it ended.");
        }
        catch (Exception failure) when (Failure.AnswerOf(failure) is { } answer)
        {
            return answer;
        }
    }
}
