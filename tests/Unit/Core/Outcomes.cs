using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Values;

namespace Orchestrator.Tests.Unit.Core;

/// <summary>Adapter answers that many tests use.</summary>
internal static class Outcomes
{
    public static readonly StepError LineDown = new("LINE_DOWN", "The line is down.", Retryable: true);

    public static readonly StepError Taken = new("PORT_TAKEN", "The port is taken.");

    public static CallAnswer Busy => new CallAnswer.Failed(LineDown);

    public static CallAnswer Refused => new CallAnswer.Failed(Taken);

    public static CallAnswer Lost => new CallAnswer.Unknown("The connection was lost.");

    public static CallAnswer Done(params (string, Value)[] output) => new CallAnswer.Succeeded(Value.Object(output));
}
