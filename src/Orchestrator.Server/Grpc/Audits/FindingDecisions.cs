using Orchestrator.Engine.Ports;
using Orchestrator.Server.Grpc.Errors;

namespace Orchestrator.Server.Grpc.Audits;

/// <summary>Keeps decisions about findings, and says why one cannot be kept.</summary>
internal static class FindingDecisions
{
    /// <exception cref="CallFailedException">It was not kept.</exception>
    public static async Task KeepAsync(IAuditStore store, NewFindingDecision decision, CancellationToken cancellation)
    {
        var name = FindingRendering.Collection + decision.Finding;
        switch (await store.DecideAsync(decision, cancellation).ConfigureAwait(false))
        {
            case FindingDecisionOutcome.RequestIdReused:
                throw Failures.RequestIdReused(decision.RequestId);
            case FindingDecisionOutcome.NotFound:
                throw Failures.FindingNotFound(name);
            case FindingDecisionOutcome.AlreadyResolved:
                throw Resolved(name);
        }
    }

    public static CallFailedException Resolved(string name) => new(
        Reason.FindingResolved,
        $"{name} is resolved: the last audit did not see it any more. There is nothing to decide.")
    {
        Subject = name,
        Metadata = new SortedDictionary<string, string> { ["finding"] = name },
    };
}
