using Orchestrator.Core.Sagas;
using Orchestrator.Core.Values;
using Orchestrator.Engine;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Server.Grpc.Activations;

/// <summary>Finds the customer's other services that use what a rollback would take away.</summary>
internal sealed class AffectedServices(IJournal journal, Sealer sealer)
{
    /// <summary>More services of one customer are not looked at.</summary>
    public const int ServicesMax = 10_000;

    /// <summary>
    /// A service uses a resource where its inputs or outputs hold the resource's id: the account that another service
    /// opened, the mailbox that it is told by.
    /// </summary>
    /// <param name="state">The activation that would be rolled back.</param>
    /// <param name="undone">Its steps that would be undone.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<FoundServices> FindAsync(
        SagaState state, IEnumerable<StepRecord> undone, CancellationToken cancellation)
    {
        var resources = HeldBy(undone);
        if (resources.Count == 0)
            return new([], IsComplete: true);

        var services = await journal.ListServicesAsync(
            state.Order.Customer, ServicesMax, cancellation).ConfigureAwait(false);
        return new(
            [
                .. services
                    .Where(service => service.Id != state.Order.Service)
                    .Select(service => new AffectedService(service.Id, [.. UsedBy(service, resources)]))
                    .Where(service => service.Resources.Count > 0),
            ],
            services.Count < ServicesMax);
    }

    /// <summary>What the steps made or changed, and have not released themselves, by its id.</summary>
    private static Dictionary<string, ResourceFact> HeldBy(IEnumerable<StepRecord> steps)
    {
        var held = new Dictionary<string, ResourceFact>(StringComparer.Ordinal);
        foreach (var resource in steps.OrderBy(step => step.CompletionNumber).SelectMany(step => step.Resources))
        {
            if (resource.Released)
                held.Remove(resource.ExternalId);
            else
                held[resource.ExternalId] = resource;
        }

        return held;
    }

    private IEnumerable<ResourceFact> UsedBy(ServiceEntry service, Dictionary<string, ResourceFact> resources)
    {
        var texts = TextsIn(sealer.Open(service.Input)).ToHashSet(StringComparer.Ordinal);
        return resources.Values.Where(resource => texts.Contains(resource.ExternalId));
    }

    private static IEnumerable<string> TextsIn(Value value) => value.Kind switch
    {
        ValueKind.String => [value.AsString!],
        ValueKind.Array => value.Items.ToArray().SelectMany(TextsIn),
        ValueKind.Object => value.Members.SelectMany(member => TextsIn(member.Value)),
        _ => [],
    };
}

/// <param name="Services">In order of their ids.</param>
/// <param name="IsComplete">Whether all of the customer's services were looked at.</param>
internal sealed record FoundServices(IReadOnlyList<AffectedService> Services, bool IsComplete);

/// <param name="Id">Without <c>services/</c>.</param>
/// <param name="Resources">What it uses of what would be taken away.</param>
internal sealed record AffectedService(string Id, IReadOnlyList<ResourceFact> Resources);
