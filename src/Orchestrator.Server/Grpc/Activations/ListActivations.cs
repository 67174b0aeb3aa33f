using Orchestrator.Core.Sagas;
using Orchestrator.Engine;
using Orchestrator.Engine.Ports;
using Orchestrator.Server.Grpc.Checks;
using Orchestrator.Server.Grpc.Conversion;
using Orchestrator.Server.Grpc.Paging;
using Orchestrator.Server.Grpc.Rendering;

namespace Orchestrator.Server.Grpc.Activations;

/// <summary>ListActivations.</summary>
internal sealed class ListActivations(
    IJournal journal, ActivationEngine engine, ActivationRendering rendering, TimeProvider time)
{
    public async Task<V1.ListActivationsResponse> HandleAsync(
        V1.ListActivationsRequest request, CancellationToken cancellation)
    {
        var violations = new Violations();
        var size = PageSize.Of(request.PageSize, violations);
        violations.Known("view", request.View);
        var filter = request.Filter ?? new V1.ActivationFilter();
        FilterChecks.Check(filter, violations);
        var scope = ScopeOf(request);
        var after = ReadToken(request.PageToken, scope, violations);
        violations.ThrowIfAny();

        // One more than the page tells whether there is a next one.
        var query = FilterChecks.ToQuery(filter, size + 1) with { OldestFirst = request.OldestFirst, After = after };
        var ids = await journal.ListAsync(query, cancellation).ConfigureAwait(false);
        var page = ids.Count > size ? [.. ids.Take(size)] : ids;
        var response = new V1.ListActivationsResponse();
        foreach (var state in await engine.ReadAsync(page, cancellation).ConfigureAwait(false))
            response.Activations.Add(
                rendering.Render(state, full: request.View == V1.ActivationView.Full, time.GetUtcNow()));
        if (ids.Count > size)
            response.NextPageToken = PageToken.Write(ActivationId.ToText(page[^1]), scope);

        return response;
    }

    /// <summary>
    /// What a page token is bound to: all that decides which activations there are, and in which order.
    /// </summary>
    private static V1.ListActivationsRequest ScopeOf(V1.ListActivationsRequest request)
    {
        var scope = new V1.ListActivationsRequest
        {
            Filter = request.Filter?.Clone() ?? new(),
            OldestFirst = request.OldestFirst,
        };
        MapOrder.Sort(scope.Filter.Labels);
        return scope;
    }

    private static long? ReadToken(string token, V1.ListActivationsRequest scope, Violations violations)
    {
        if (token.Length == 0)
            return null;
        if (PageToken.TryRead(token, scope, out var last) && ActivationId.TryParse(last, out var id))
            return id;

        violations.Add("page_token", "is no token of a page of this list. Send the one that the page before had, with "
            + "the same filter and order.");
        return null;
    }
}
