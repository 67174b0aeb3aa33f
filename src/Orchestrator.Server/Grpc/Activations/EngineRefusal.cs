using Orchestrator.Core.Sagas;
using Orchestrator.Server.Grpc.Errors;
using Orchestrator.Server.Grpc.Rendering;

namespace Orchestrator.Server.Grpc.Activations;

/// <summary>What the engine refused, with the reason that the contract has for it.</summary>
internal static class EngineRefusal
{
    public static CallFailedException Of(Refusal why, long activation, Reason? reason = null)
    {
        var name = ActivationRendering.NameOf(activation);
        return new CallFailedException(reason ?? Of(why.Reason), why.Message)
        {
            Subject = name,
            Metadata = new SortedDictionary<string, string> { ["activation"] = name },
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
        _ => Reason.WrongState,
    };
}
