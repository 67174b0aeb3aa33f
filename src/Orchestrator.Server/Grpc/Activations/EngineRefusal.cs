using Orchestrator.Core.Sagas;
using Orchestrator.Server.Grpc.Errors;
using Orchestrator.Server.Grpc.Rendering;

namespace Orchestrator.Server.Grpc.Activations;

/// <summary>What the engine refused, with the reason that the contract has for it.</summary>
internal static class EngineRefusal
{
    /// <summary>A workflow goes on when it does; nobody is helped by being asked more often.</summary>
    private static readonly TimeSpan WhereFull = TimeSpan.FromSeconds(5);

    public static CallFailedException Of(Refusal why, long activation, Reason? reason = null)
    {
        var name = ActivationRendering.NameOf(activation);
        var isFull = why.Reason == RefusalReason.Full;
        return new CallFailedException(
            reason ?? Of(why.Reason), isFull ? $"{why.Message} {Refusals.SendAgain}" : why.Message)
        {
            Subject = name,
            Metadata = new SortedDictionary<string, string> { ["activation"] = name },
            RetryAfter = isFull ? WhereFull : null,
        };
    }

    private static Reason Of(RefusalReason reason) => reason switch
    {
        RefusalReason.PastPointOfNoReturn => Reason.PastPointOfNoReturn,
        RefusalReason.SoftPointOfNoReturn => Reason.SoftPointOfNoReturn,
        RefusalReason.StaleEtag => Reason.StaleEtag,
        RefusalReason.PlanChanged => Reason.PlanChanged,
        RefusalReason.RequestIdReused => Reason.RequestIdReused,
        RefusalReason.NoSuchStep => Reason.StepNotFound,
        RefusalReason.DecisionNotAllowed => Reason.DecisionNotAllowed,
        RefusalReason.Full => Reason.Overloaded,
        _ => Reason.WrongState,
    };
}
