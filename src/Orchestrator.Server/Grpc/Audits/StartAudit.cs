using Orchestrator.Engine;
using Orchestrator.Engine.Ports;
using Orchestrator.Server.Auditing;
using Orchestrator.Server.Grpc.Activations;
using Orchestrator.Server.Grpc.Adapters;
using Orchestrator.Server.Grpc.Checks;
using Orchestrator.Server.Grpc.Conversion;
using Orchestrator.Server.Grpc.Errors;

namespace Orchestrator.Server.Grpc.Audits;

/// <summary>StartAudit.</summary>
internal sealed class StartAudit(IAuditStore store, AdapterRegistry adapters, AuditLoop loop, TimeProvider time)
{
    private const int AdaptersMax = 1_000;

    public async Task<V1.Audit> HandleAsync(
        V1.StartAuditRequest request, string caller, CancellationToken cancellation)
    {
        var violations = new Violations();
        violations.Text("request_id", request.RequestId, OrderChecks.RequestIdLengthMax, required: true);
        CommandCall.Check(violations, request.Decision);
        var names = new SortedSet<string>(StringComparer.Ordinal);
        if (request.Adapters.Count > AdaptersMax)
            violations.Add("adapters", $"has {request.Adapters.Count} items; {AdaptersMax} are allowed.");
        for (var index = 0; index < Math.Min(request.Adapters.Count, AdaptersMax); index++)
        {
            if (violations.Name($"adapters[{index}]", request.Adapters[index], AdapterRendering.Collection) is { } name)
                names.Add(name);
        }

        violations.ThrowIfAny();
        if (names.FirstOrDefault(name => adapters.Find(name) is null) is { } unknown)
            throw Failures.AdapterNotFound(AdapterRendering.NameOf(unknown));

        var audit = new NewAudit(
            request.RequestId,
            RequestHash.Of(request),
            [.. names],
            caller,
            request.Decision.Reason,
            time.GetUtcNow());
        switch (await store.StartAsync(audit, cancellation).ConfigureAwait(false))
        {
            case AuditStart.Started it:
                loop.Wake();
                return AuditRendering.Render(it.Run);
            case AuditStart.Busy it:
                throw Running(it.Other);
            default:
                throw Failures.RequestIdReused(request.RequestId);
        }
    }

    private static CallFailedException Running(AuditRun other)
    {
        var name = AuditRendering.NameOf(other.Number);
        return new CallFailedException(
            Reason.AuditRunning, $"{name} is not at its end, and one audit runs at a time. Wait for its end: WatchAudit.")
        {
            Subject = name,
            Metadata = new SortedDictionary<string, string> { ["audit"] = name },
        };
    }
}
