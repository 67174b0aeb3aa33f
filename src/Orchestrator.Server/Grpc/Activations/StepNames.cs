using Orchestrator.Core.Sagas;
using Orchestrator.Server.Grpc.Errors;

namespace Orchestrator.Server.Grpc.Activations;

/// <summary>Steps that requests name.</summary>
internal static class StepNames
{
    /// <summary>The activity's id, with the items of the loops around it.</summary>
    public const int LengthMax = 512;

    /// <summary>The reason for which a step that was named will not do.</summary>
    public static CallFailedException Refusal(SagaState? state, long activation, SagaCommand command, Refusal why)
    {
        var (step, otherwise) = command switch
        {
            SagaCommand.Resolve resolve => (resolve.Step, Reason.NoOpenFallout),
            SagaCommand.RollBack rollBack => (rollBack.BackToStep, Reason.StepNotDone),
            _ => ("", Reason.StepNotFound),
        };
        var isThere = step is not null && state is not null
            && (state.FindStep(step) is not null || state.Plan.Find(step) is not null);
        return EngineRefusal.Of(why, activation, isThere ? otherwise : Reason.StepNotFound);
    }
}
