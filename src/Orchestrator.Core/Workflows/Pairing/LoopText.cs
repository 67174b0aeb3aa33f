using Orchestrator.Core.Activities;

namespace Orchestrator.Core.Workflows.Pairing;

/// <summary>What a loop goes over: two loops with the same text have as many rounds.</summary>
internal static class LoopText
{
    public static string Of(Activity loop, ExpressionNames names) => loop switch
    {
        ForEach it => names.TextOf(it.Items),
        ParallelForEach it => names.TextOf(it.Items),
        BulkDispatchWorkflows it => names.TextOf(it.Items),
        For it => $"{names.TextOf(it.Bounds.Start)} to {names.TextOf(it.Bounds.End)} by {names.TextOf(it.Bounds.Step)}",
        While it => $"while {names.TextOf(it.Condition)}",
        _ => "",
    };

    /// <summary>Whether it does what is in it as often as there are items; a While may try until one succeeds.</summary>
    public static bool Counts(Activity loop) => loop is ForEach or ParallelForEach or BulkDispatchWorkflows or For;
}
