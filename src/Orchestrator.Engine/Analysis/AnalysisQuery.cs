using Orchestrator.Engine.Ports;

namespace Orchestrator.Engine.Analysis;

/// <summary>What may be asked of the journal.</summary>
public enum AnalysisKind
{
    Failures,
    Durations,
    Rollbacks,
    Promises,
}

/// <summary>What rows are grouped by.</summary>
public enum Dimension
{
    Step,
    Adapter,
    Operation,
    Code,
    Product,
    Channel,
    Week,
    Workflow,
    Action,
    Cause,
    Actor,
    Reason,
}

/// <summary>A question to the journal.</summary>
/// <param name="Kind">What is counted.</param>
/// <param name="Span">Of which activations: those that were created in it.</param>
/// <param name="By">What rows are grouped by, in this order; see <see cref="Dimensions"/>.</param>
public sealed record AnalysisQuery(AnalysisKind Kind, ScanQuery Span, IReadOnlyList<Dimension> By)
{
    /// <summary>Only activations of this definition; null for all.</summary>
    public string? Workflow { get; init; }

    /// <summary>Only what happened at this adapter instance; null for all.</summary>
    public string? Adapter { get; init; }

    /// <summary>Rows beyond this are left out, and counted.</summary>
    public int RowsMax { get; init; } = 1_000;
}

/// <summary>What may be grouped by what.</summary>
public static class Dimensions
{
    private static readonly Dimension[] OfActivations =
        [Dimension.Product, Dimension.Channel, Dimension.Week, Dimension.Workflow, Dimension.Action];

    private static readonly Dimension[] OfSteps = [Dimension.Step, Dimension.Adapter, Dimension.Operation];

    /// <summary>What an analysis may be grouped by.</summary>
    public static IReadOnlyList<Dimension> Allowed(AnalysisKind kind) => kind switch
    {
        AnalysisKind.Failures => [.. OfSteps, Dimension.Code, .. OfActivations],
        AnalysisKind.Durations => [.. OfSteps, .. OfActivations],
        AnalysisKind.Rollbacks =>
            [Dimension.Cause, .. OfSteps, Dimension.Code, Dimension.Actor, Dimension.Reason, .. OfActivations],
        _ => OfActivations,
    };

    /// <summary>As the contract calls it, and the table's column.</summary>
    public static string NameOf(Dimension dimension) => dimension switch
    {
        Dimension.Step => "step",
        Dimension.Adapter => "adapter",
        Dimension.Operation => "operation",
        Dimension.Code => "code",
        Dimension.Product => "product",
        Dimension.Channel => "channel",
        Dimension.Week => "week",
        Dimension.Workflow => "workflow",
        Dimension.Action => "action",
        Dimension.Cause => "cause",
        Dimension.Actor => "actor",
        _ => "reason",
    };

    /// <summary>Where nothing is asked for.</summary>
    public static IReadOnlyList<Dimension> Default(AnalysisKind kind) => kind switch
    {
        AnalysisKind.Failures => [Dimension.Step, Dimension.Adapter, Dimension.Code],
        AnalysisKind.Durations => [Dimension.Workflow, Dimension.Step, Dimension.Adapter, Dimension.Operation],
        AnalysisKind.Rollbacks => [Dimension.Cause, Dimension.Step, Dimension.Code],
        _ => [Dimension.Product, Dimension.Week],
    };
}

/// <summary>There is more of it than one answer may count.</summary>
/// <param name="message">What is too much, and what to do.</param>
public sealed class AnalysisTooLargeException(string message) : Exception(message);
