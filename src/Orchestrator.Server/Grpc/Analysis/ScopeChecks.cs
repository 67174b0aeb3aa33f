using Orchestrator.Engine.Analysis;
using Orchestrator.Engine.Ports;
using Orchestrator.Server.Grpc.Activations;
using Orchestrator.Server.Grpc.Checks;
using Orchestrator.Server.Grpc.Conversion;

namespace Orchestrator.Server.Grpc.Analysis;

/// <summary>The scope of an analysis, checked and as the engine takes it.</summary>
internal static class ScopeChecks
{
    private const int RowsDefault = 1_000;
    private const int RowsMax = 10_000;
    private static readonly TimeSpan SpanDefault = TimeSpan.FromDays(30);

    /// <param name="kind">What is counted.</param>
    /// <param name="scope">As it was sent.</param>
    /// <param name="now">Where the span ends that has no end.</param>
    /// <param name="violations">Where is noted what is wrong; the query is of no use then.</param>
    public static AnalysisQuery Read(
        AnalysisKind kind, V1.AnalysisScope scope, DateTimeOffset now, Violations violations)
    {
        violations.Id("scope.product", scope.Product);
        violations.Text("scope.adapter", scope.Adapter, OrderChecks.TextLengthMax);
        violations.Known("scope.action", scope.Action);
        violations.Known("scope.channel", scope.Channel);
        if (kind == AnalysisKind.Promises && scope.Adapter.Length > 0)
            violations.Add("scope.adapter", "says nothing about promises: leave it out.");
        if (scope.RowLimit is < 0 or > RowsMax)
            violations.Add("scope.row_limit", $"must be from 0 to {RowsMax}.");
        var workflow = violations.Name("scope.workflow", scope.Workflow, "workflows/", required: false);
        return new AnalysisQuery(kind, SpanOf(scope, now, violations), By(kind, scope, violations))
        {
            Workflow = workflow,
            Adapter = scope.Adapter.Length == 0 ? null : scope.Adapter,
            RowsMax = scope.RowLimit == 0 ? RowsDefault : scope.RowLimit,
        };
    }

    private static ScanQuery SpanOf(V1.AnalysisScope scope, DateTimeOffset now, Violations violations)
    {
        var until = violations.Time("scope.end_time", scope.EndTime) ?? now;
        var from = violations.Time("scope.start_time", scope.StartTime)
            ?? (until - DateTimeOffset.MinValue > SpanDefault ? until - SpanDefault : DateTimeOffset.MinValue);
        if (from >= until)
            violations.Add("scope.start_time", "must be earlier than end_time, or now where there is none.");
        return new ScanQuery(from, until)
        {
            Product = scope.Product.Length == 0 ? null : scope.Product,
            Action = scope.Action == V1.Action.Unspecified || !Enum.IsDefined(scope.Action)
                ? null
                : EnumConversion.ToCore(scope.Action),
            Channel = scope.Channel == V1.Channel.Unspecified || !Enum.IsDefined(scope.Channel)
                ? null
                : EnumConversion.ToCore(scope.Channel),
        };
    }

    private static IReadOnlyList<Dimension> By(AnalysisKind kind, V1.AnalysisScope scope, Violations violations)
    {
        if (scope.GroupBy.Count == 0)
            return Dimensions.Default(kind);

        var allowed = Dimensions.Allowed(kind).ToDictionary(Dimensions.NameOf, StringComparer.Ordinal);
        var by = new List<Dimension>();
        for (var index = 0; index < scope.GroupBy.Count && index <= allowed.Count; index++)
        {
            var field = $"scope.group_by[{index}]";
            if (!allowed.TryGetValue(scope.GroupBy[index], out var dimension))
                violations.Add(field, $"must be one of {string.Join(", ", allowed.Keys)}.");
            else if (by.Contains(dimension))
                violations.Add(field, "is there twice.");
            else
                by.Add(dimension);
        }

        return by;
    }
}
