using System.Collections.Frozen;
using System.Text;
using Orchestrator.Core.Sagas;

namespace Orchestrator.Storage.Rows;

/// <summary>Which events tell nothing to who counts: what a workflow does between its steps.</summary>
internal static class LeanTypes
{
    private static readonly FrozenSet<string> PassedOver = new[]
    {
        nameof(ActivationStarted), nameof(ActivityStarted), nameof(ActivityCompleted), nameof(ActivityCancelled),
        nameof(IterationStarted), nameof(BreakReached), nameof(WorkflowStalled), nameof(ResultGiven),
        nameof(CorrelationSet), nameof(NameSet), nameof(EventPublished), nameof(EventDelivered), nameof(TaskRequested),
        nameof(BranchTaken), nameof(PathsTaken), nameof(TokensMoved), nameof(VariableSet), nameof(OutputSet),
        nameof(LineWritten), nameof(FinishReached), nameof(DelayStarted), nameof(DelayElapsed), nameof(SignalAwaited),
        nameof(SignalReceived), nameof(SignalConsumed), nameof(ChildPassing), nameof(ChildTold),
        nameof(CompensationRequested), nameof(CompensationSucceeded), nameof(ServiceTakenOver),
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Names =
        PassedOver.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether an event of that type may tell something.</summary>
    public static bool Count(ReadOnlySpan<byte> type)
    {
        Span<char> name = stackalloc char[64];
        return type.Length > name.Length || !Names.Contains(name[..Encoding.UTF8.GetChars(type, name)]);
    }
}
