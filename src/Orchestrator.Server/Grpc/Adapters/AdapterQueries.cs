using Orchestrator.Engine.Cluster;
using Orchestrator.Engine.Ports;
using Orchestrator.Server.Grpc.Checks;
using Orchestrator.Server.Grpc.Errors;

namespace Orchestrator.Server.Grpc.Adapters;

/// <summary>ListAdapters and GetAdapter.</summary>
internal sealed class AdapterQueries(
    AdapterDirectory directory, INodes nodes, AdapterRendering rendering, TimeProvider time)
{
    private const int DecisionsMax = 100;

    public async Task<V1.ListAdaptersResponse> ListAsync(CancellationToken cancellation)
    {
        var holds = await directory.Decisions.ReadHoldsAsync(cancellation).ConfigureAwait(false);
        var seen = await LookAsync(cancellation).ConfigureAwait(false);
        var now = time.GetUtcNow();
        var response = new V1.ListAdaptersResponse();
        response.Adapters.AddRange(seen
            .OrderBy(static one => one.Key, StringComparer.Ordinal)
            .Select(one => rendering.Render(
                one.Key, [.. one.Value], holds.FirstOrDefault(hold => hold.Adapter == one.Key), now)));
        return response;
    }

    public Task<V1.Adapter> GetAsync(V1.GetAdapterRequest request, CancellationToken cancellation)
    {
        var violations = new Violations();
        var instance = violations.Name("name", request.Name, AdapterRendering.Collection);
        violations.ThrowIfAny();

        return ShowAsync(instance!, cancellation);
    }

    /// <summary>An instance, with its operations and what was decided about it.</summary>
    /// <exception cref="CallFailedException">No node has one of that name, and nothing was ever decided about
    /// it.</exception>
    public async Task<V1.Adapter> ShowAsync(string instance, CancellationToken cancellation)
    {
        var decisions = await directory.Decisions.ReadAsync(instance, DecisionsMax, cancellation).ConfigureAwait(false);
        var seen = (await LookAsync(cancellation).ConfigureAwait(false)).GetValueOrDefault(instance) ?? [];
        if (seen.Count == 0 && decisions.Count == 0)
            throw Failures.AdapterNotFound(AdapterRendering.NameOf(instance));

        var hold = decisions is [{ Holds: true } last, ..] ? last : null;
        var shown = rendering.Render(instance, seen, hold, time.GetUtcNow());
        if (directory.Registry.Find(instance)?.Description is { } description)
            shown.Operations.AddRange(description.Operations.Select(AdapterRendering.Render));
        shown.Decisions.AddRange(decisions.Select(AdapterRendering.Render));
        return shown;
    }

    /// <summary>Whether a node that is alive has an instance of that name.</summary>
    public async Task<bool> IsConfiguredAsync(string instance, CancellationToken cancellation) =>
        directory.Registry.Find(instance) is not null
            || (await LookAsync(cancellation).ConfigureAwait(false)).ContainsKey(instance);

    /// <summary>Of all nodes that are alive, what each has told last; of this one, what is so now.</summary>
    private async Task<Dictionary<string, List<SeenAdapter>>> LookAsync(CancellationToken cancellation)
    {
        var picture = await nodes.DescribeAsync(cancellation).ConfigureAwait(false);
        var told = picture.Nodes
            .Where(node => node.IsLive && node.Identity.Id != directory.Node)
            .SelectMany(static node => node.Figures.Adapters.Select(
                figures => new SeenAdapter(node.Identity.Id, figures)));
        return told
            .Concat(directory.Registry.Figures.Select(figures => new SeenAdapter(directory.Node, figures)))
            .GroupBy(static one => one.Figures.Instance, StringComparer.Ordinal)
            .ToDictionary(
                static one => one.Key,
                static one => one.OrderBy(static seen => seen.Node, StringComparer.Ordinal).ToList(),
                StringComparer.Ordinal);
    }
}

/// <summary>How it is with an instance in one node.</summary>
internal sealed record SeenAdapter(string Node, AdapterFigures Figures);
