using Orchestrator.Core.Activities;
using Orchestrator.Core.Sagas;

namespace Orchestrator.Core.Workflows.Reading.Activities;

/// <summary>
/// Stands for an activity of an unknown type while the rest is checked; where it would run, it faults.
/// </summary>
internal sealed class UnknownActivity(ActivityHeader header) : Activity(header)
{
    internal override void Run(Burst burst, Turn turn) => burst.Fault(this, turn.Parent, new StepError(
        ErrorCodes.WorkflowFault, $"Activity type '{Header.TypeName}' version '0' could not be found."));
}
