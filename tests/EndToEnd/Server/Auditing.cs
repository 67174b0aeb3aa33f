using Grpc.Core;
using Orchestrator.V1;

namespace Orchestrator.Tests.EndToEnd.Server;

/// <summary>Audits of a server, from their beginning to their end.</summary>
internal static class Auditing
{
    private static readonly Decision Because = new() { Reason = "a test" };

    /// <summary>Audits everything; the audit as it has ended.</summary>
    public static async Task<Audit> AuditAsync(this RunningServer server)
    {
        var audits = new AuditService.AuditServiceClient(server.Channel);
        var last = await audits.StartAuditAsync(
            new StartAuditRequest { RequestId = server.NewRequestId(), Decision = Because });
        using var watch = audits.WatchAudit(
            new WatchAuditRequest { Name = last.Name }, deadline: DateTime.UtcNow.AddSeconds(60));
        await foreach (var now in watch.ResponseStream.ReadAllAsync())
            last = now;
        return last;
    }

    /// <summary>What is found, and not resolved.</summary>
    public static async Task<IReadOnlyList<Finding>> FindingsAsync(this RunningServer server) =>
        (await new AuditService.AuditServiceClient(server.Channel).ListFindingsAsync(new ListFindingsRequest())).Findings;
}
