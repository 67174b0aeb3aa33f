using Google.Protobuf.WellKnownTypes;
using Orchestrator.Adapters;
using Orchestrator.Engine;
using Orchestrator.Engine.Dispatch;
using Orchestrator.Engine.Ports;
using Orchestrator.Server.Grpc.Rendering;

namespace Orchestrator.Server.Grpc.Adapters;

/// <summary>Adapter instances as the contract shows them.</summary>
internal sealed class AdapterRendering(AdapterDirectory directory, Mask mask)
{
    public const string Collection = "adapters/";

    public static string NameOf(string instance) => Collection + instance;

    /// <param name="instance">Its name.</param>
    /// <param name="seen">How it is with it in each node, at least one unless it is configured no more.</param>
    /// <param name="hold">The decision that holds it, or null.</param>
    /// <param name="now">The time that it is shown at.</param>
    public V1.Adapter Render(
        string instance, IReadOnlyList<SeenAdapter> seen, AdapterDecision? hold, DateTimeOffset now)
    {
        var own = seen.FirstOrDefault(one => one.Node == directory.Node) ?? (seen.Count > 0 ? seen[0] : null);
        var window = seen.Count == 0 ? null : directory.Windows?.Invoke(instance, null, false, now);
        var durations = LatencyScale.Sum(seen.Select(static one => one.Figures.Calls.Durations));
        var (state, reason) = AdapterStanding.Of(seen, hold, window, now);
        var shown = new V1.Adapter
        {
            Name = NameOf(instance),
            Kind = own?.Figures.Adapter ?? "",
            Version = own?.Figures.Version ?? "",
            ContractVersion = directory.Registry.Find(instance) is { } adapter ? AdapterVersions.ContractOf(adapter) : "",
            State = state,
            StateReason = mask.Text(reason),
            Limits = directory.Registry.LimitsOf(instance) is { } limits ? Render(limits) : null,
            CallsInFlight = seen.Sum(static one => one.Figures.InFlight),
            CallsWaiting = seen.Sum(static one => one.Figures.Waiting),
            OldestWaiting = Duration.FromTimeSpan(
                seen.Select(static one => one.Figures.OldestWaiting).DefaultIfEmpty().Max()),
            CallsPerSecond = seen.Sum(static one => one.Figures.Calls.PerSecond),
            Median = Of(LatencyScale.Quantile(durations, 0.5)),
            Percentile95 = Of(LatencyScale.Quantile(durations, 0.95)),
            LastSuccessTime = ActivationRendering.TimeOf(seen.Max(static one => one.Figures.Calls.LastSuccess)),
            LastFailure = LastOf(seen),
            NextWindowTime = ActivationRendering.TimeOf(window?.Opens),
            Window = window?.Window ?? "",
            Hold = hold is null ? null : Render(hold),
        };
        shown.Errors.AddRange(CallStatistics.Sum(seen.SelectMany(static one => one.Figures.Calls.Errors))
            .Select(static one => new V1.AdapterErrors { Answer = one.Answer, Code = one.Code, Count = one.Count }));
        shown.Nodes.AddRange(seen.Select(Render));
        return shown;
    }

    public static V1.AdapterOperation Render(OperationDescription operation) => new()
    {
        Name = operation.Name,
        Summary = operation.Summary,
        InputSchema = operation.InputSchema,
        OutputSchema = operation.OutputSchema,
        HasEffect = operation.HasEffect,
        Inverse = operation.Inverse ?? "",
        CanRead = operation.CanRead,
        CanPreview = operation.CanPreview,
        ChangedBy = operation.ChangedBy ?? "",
        NamedBy = { operation.NamedBy },
    };

    public static V1.AdapterDecision Render(AdapterDecision decision) => new()
    {
        Time = Timestamp.FromDateTimeOffset(decision.Time),
        Actor = decision.Actor,
        Hold = decision.Holds,
        Decision = new V1.Decision { Reason = decision.Reason, Ticket = decision.Ticket },
    };

    private static V1.AdapterLimits Render(AdapterLimits limits) => new()
    {
        ConcurrentMax = limits.ConcurrentMax,
        PerSecondMax = limits.PerSecondMax ?? 0,
        CircuitFailureRatio = limits.CircuitFailureRatio,
        CircuitCallsMin = limits.CircuitCallsMin,
        CircuitWindow = Duration.FromTimeSpan(limits.CircuitWindow),
        CircuitBreak = Duration.FromTimeSpan(limits.CircuitBreak),
        TimeoutMax = Of(limits.TimeoutMax),
    };

    private static V1.AdapterNode Render(SeenAdapter seen) => new()
    {
        Node = Cluster.NodeRendering.NameOf(seen.Node),
        Version = seen.Figures.Version,
        Held = seen.Figures.IsHeld,
        CircuitOpen = seen.Figures.Circuit is not null,
        CircuitOpenSince = ActivationRendering.TimeOf(seen.Figures.Circuit?.Since),
        CircuitOpenUntil = ActivationRendering.TimeOf(seen.Figures.Circuit?.Until),
        CallsInFlight = seen.Figures.InFlight,
        CallsWaiting = seen.Figures.Waiting,
        OldestWaiting = Duration.FromTimeSpan(seen.Figures.OldestWaiting),
        CallsPerSecond = seen.Figures.Calls.PerSecond,
    };

    private static Duration? Of(TimeSpan? time) => time is { } known ? Duration.FromTimeSpan(known) : null;

    private V1.AdapterFailure? LastOf(IReadOnlyList<SeenAdapter> seen)
    {
        if (seen.Where(static one => one.Figures.Calls.LastFailure is not null)
            .MaxBy(static one => one.Figures.Calls.LastFailure!.Time) is not { Figures.Calls.LastFailure: { } last } where)
            return null;

        return new V1.AdapterFailure
        {
            Time = Timestamp.FromDateTimeOffset(last.Time),
            Operation = last.Operation,
            Answer = last.Answer,
            Code = last.Code,
            Message = mask.Text(last.Message),
            Node = Cluster.NodeRendering.NameOf(where.Node),
        };
    }
}
