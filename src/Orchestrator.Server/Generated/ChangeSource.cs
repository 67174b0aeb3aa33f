using Orchestrator.Core.Workflows;

namespace Orchestrator.Server.Generated;

/// <summary>What a change to another product is computed from.</summary>
/// <param name="From">The service's product.</param>
/// <param name="To">The product that it becomes one of.</param>
/// <param name="Plan">The target's provisioning.</param>
/// <param name="Content">Its definition.</param>
/// <param name="Recorded">What stands.</param>
internal sealed record ChangeSource(
    string From, string To, WorkflowPlan Plan, string Content, RecordedService Recorded);
