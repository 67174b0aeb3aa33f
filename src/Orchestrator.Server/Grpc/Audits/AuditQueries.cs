using System.Globalization;
using Grpc.Core;
using Orchestrator.Engine.Ports;
using Orchestrator.Server.Grpc.Checks;
using Orchestrator.Server.Grpc.Errors;
using Orchestrator.Server.Grpc.Paging;

namespace Orchestrator.Server.Grpc.Audits;

/// <summary>GetAudit, ListAudits and WatchAudit.</summary>
internal sealed class AuditQueries(IAuditStore store, TimeProvider time)
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(500);

    public async Task<V1.Audit> GetAsync(V1.GetAuditRequest request, CancellationToken cancellation)
    {
        var violations = new Violations();
        var number = violations.Number("name", request.Name);
        violations.ThrowIfAny();
        return AuditRendering.Render(await FindAsync(number, cancellation).ConfigureAwait(false));
    }

    public async Task<V1.ListAuditsResponse> ListAsync(V1.ListAuditsRequest request, CancellationToken cancellation)
    {
        var violations = new Violations();
        var size = PageSize.Of(request.PageSize, violations);
        var scope = new V1.ListAuditsRequest();
        long? before = null;
        if (request.PageToken.Length > 0)
        {
            if (PageToken.TryRead(request.PageToken, scope, out var last)
                && long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                before = number;
            else
                violations.Add("page_token", "is no token of a page of this list. Send the one that the page before had.");
        }

        violations.ThrowIfAny();
        var runs = await store.ListAsync(before, size + 1, cancellation).ConfigureAwait(false);
        var response = new V1.ListAuditsResponse();
        response.Audits.AddRange(runs.Take(size).Select(AuditRendering.Render));
        if (runs.Count > size)
        {
            response.NextPageToken = PageToken.Write(
                runs[size - 1].Number.ToString(CultureInfo.InvariantCulture), scope);
        }

        return response;
    }

    /// <summary>The node that carries it out may be another one: so it is looked up, again and again.</summary>
    public async Task WatchAsync(
        V1.WatchAuditRequest request, IServerStreamWriter<V1.Audit> stream, CancellationToken cancellation)
    {
        var violations = new Violations();
        var number = violations.Number("name", request.Name);
        violations.ThrowIfAny();
        for (V1.Audit? told = null; ;)
        {
            var now = AuditRendering.Render(await FindAsync(number, cancellation).ConfigureAwait(false));
            if (!now.Equals(told))
                await stream.WriteAsync(told = now, cancellation).ConfigureAwait(false);
            if (now.EndTime is not null)
                return;
            await Task.Delay(Often, time, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<AuditRun> FindAsync(long number, CancellationToken cancellation) =>
        await store.FindAsync(number, cancellation).ConfigureAwait(false)
            ?? throw Failures.AuditNotFound(AuditRendering.NameOf(number));
}
