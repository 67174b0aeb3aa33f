using System.Globalization;
using Orchestrator.Engine.Ports;
using Orchestrator.Server.Grpc.Activations;
using Orchestrator.Server.Grpc.Adapters;
using Orchestrator.Server.Grpc.Checks;
using Orchestrator.Server.Grpc.Errors;
using Orchestrator.Server.Grpc.Paging;

namespace Orchestrator.Server.Grpc.Audits;

/// <summary>ListFindings and GetFinding.</summary>
internal sealed class FindingQueries(IAuditStore store, FixProposal proposal, TimeProvider time)
{
    private static readonly FindingState[] NotResolved =
        [FindingState.Open, FindingState.Accepted, FindingState.FixStarted];

    public async Task<V1.ListFindingsResponse> ListAsync(
        V1.ListFindingsRequest request, CancellationToken cancellation)
    {
        var violations = new Violations();
        var size = PageSize.Of(request.PageSize, violations);
        var filter = request.Filter ?? new V1.FindingFilter();
        var query = Read(filter, size + 1, violations);
        var scope = new V1.ListFindingsRequest { Filter = filter.Clone() };
        if (request.PageToken.Length > 0)
            query = query with { After = ReadToken(request.PageToken, scope, violations) };
        violations.ThrowIfAny();

        var found = await store.ListFindingsAsync(query, time.GetUtcNow(), cancellation).ConfigureAwait(false);
        var response = new V1.ListFindingsResponse();
        response.Findings.AddRange(found.Take(size).Select(FindingRendering.Render));
        if (found.Count > size)
        {
            var last = found[size - 1];
            var money = Math.Round((last.Finding.Money?.PerYear ?? 0) * 100);
            response.NextPageToken = PageToken.Write(
                string.Create(CultureInfo.InvariantCulture, $"{money:0}/{last.Id}"), scope);
        }

        return response;
    }

    public async Task<V1.Finding> GetAsync(V1.GetFindingRequest request, CancellationToken cancellation)
    {
        var violations = new Violations();
        var id = violations.Name("name", request.Name, FindingRendering.Collection);
        violations.ThrowIfAny();
        return await ShowAsync(id!, cancellation).ConfigureAwait(false);
    }

    /// <summary>One finding, with its fix and what happened to it.</summary>
    /// <exception cref="CallFailedException">There is none.</exception>
    public async Task<V1.Finding> ShowAsync(string id, CancellationToken cancellation)
    {
        var kept = await FindAsync(id, cancellation).ConfigureAwait(false);
        var shown = FindingRendering.Render(kept);
        if (kept.State != FindingState.Resolved)
            shown.Fix = (await proposal.OfAsync(kept, cancellation).ConfigureAwait(false)).Render();
        shown.Events.AddRange(
            (await store.ReadEventsAsync(id, cancellation).ConfigureAwait(false)).Select(FindingRendering.Render));
        return shown;
    }

    public async Task<KeptFinding> FindAsync(string id, CancellationToken cancellation) =>
        await store.FindFindingAsync(id, time.GetUtcNow(), cancellation).ConfigureAwait(false)
            ?? throw Failures.FindingNotFound(FindingRendering.Collection + id);

    private static FindingQuery Read(V1.FindingFilter filter, int limit, Violations violations)
    {
        for (var index = 0; index < filter.States.Count; index++)
            violations.Known($"filter.states[{index}]", filter.States[index], required: true);
        for (var index = 0; index < filter.Kinds.Count; index++)
            violations.Known($"filter.kinds[{index}]", filter.Kinds[index], required: true);
        violations.Text("filter.customer", filter.Customer, OrderChecks.TextLengthMax);
        violations.Id("filter.product", filter.Product);
        return new FindingQuery(limit)
        {
            States = filter.States.Count == 0 ? NotResolved : [.. filter.States.Select(FindingRendering.ToCore)],
            Kinds = [.. filter.Kinds.Select(FindingRendering.ToCore)],
            Adapter = violations.Name("filter.adapter", filter.Adapter, AdapterRendering.Collection, required: false),
            Service = violations.Name("filter.service", filter.Service, "services/", required: false),
            Customer = filter.Customer.Length > 0 ? filter.Customer : null,
            Product = filter.Product.Length > 0 ? filter.Product : null,
        };
    }

    private static (long, string)? ReadToken(string token, V1.ListFindingsRequest scope, Violations violations)
    {
        if (PageToken.TryRead(token, scope, out var last) && last.Split('/') is [var money, var id]
            && long.TryParse(money, NumberStyles.None, CultureInfo.InvariantCulture, out var perYear))
            return (perYear, id);

        violations.Add(
            "page_token", "is no token of a page of this list. Send the one that the page before had, with the same filter.");
        return null;
    }
}
