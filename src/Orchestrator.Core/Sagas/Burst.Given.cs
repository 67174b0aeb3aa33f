using Orchestrator.Core.Activities;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Sagas;

/// <summary>Steps that are done already: what they made stands, and nothing is called.</summary>
internal sealed partial class Burst
{
    /// <summary>
    /// Where the step's output is given, the flow goes on with it, or as after its failure then; false where the step is
    /// to be called. Nothing of it can be undone here: this activation has not done it.
    /// </summary>
    private bool TakeGiven(StepActivity step, Frame? parent)
    {
        if (step.Given is not { } outputs || !TryEvaluate(outputs, step, parent, "given", out var given))
            return step.Given is not null;

        var output = given[StepId(step, parent)];
        if (output.IsNull)
            return false;

        if (output.AsString == StepActivity.FailedBefore)
        {
            End(step, parent, Failed);
            return true;
        }

        GiveResult(step, parent, output);
        End(step, parent);
        return true;
    }
}
