using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Server.Generated;

/// <summary>What is to run where nobody has written a workflow for it.</summary>
/// <param name="Plan">The workflow version.</param>
/// <param name="Record">What the input serviceRecord gets.</param>
/// <param name="Warnings">What people ought to know before it is started.</param>
internal sealed record GeneratedOrder(WorkflowPlan Plan, Value Record, IReadOnlyList<string> Warnings)
{
    /// <summary>What is to be shown in its place, where it is made only when its time has come; null elsewhere.</summary>
    public GeneratedOrder? Outlook { get; init; }
}
