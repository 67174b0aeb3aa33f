using Orchestrator.Core.Products;
using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Ports;
using Orchestrator.Server.Products;

namespace Orchestrator.Server.Scheduling.FollowUps;

/// <summary>Finds the follow-ups that are due, by the version of the product that each service has, and has them made.</summary>
internal sealed class FollowUpSweep(
    IServiceStore services, ProductCatalog products, IFollowUps made, FollowUpMaking making) : IRecurringWork
{
    private const int Page = 500;

    public string Name => "follow-ups";

    public Recurrence When { get; } = Recurrence.Every(TimeSpan.FromMinutes(5));

    public async Task RunAsync(RecurringMoment moment, CancellationToken cancellation)
    {
        foreach (var product in products.All)
        {
            if (products.VersionsOf(product.Id).Any(static version => version.FollowUps.Count > 0))
                await RunAsync(product.Id, moment.Now, cancellation).ConfigureAwait(false);
        }
    }

    private async Task RunAsync(string product, DateTimeOffset now, CancellationToken cancellation)
    {
        var query = new ServiceQuery(Page)
        {
            Product = product,
            States = [ServiceState.Active, ServiceState.Suspended],
        };
        while (true)
        {
            var page = await services.ListAsync(query, cancellation).ConfigureAwait(false);
            await RunAsync(page, now, cancellation).ConfigureAwait(false);
            if (page.Count < Page)
                return;

            query = query with { After = page[^1].Id };
        }
    }

    private async Task RunAsync(
        IReadOnlyList<ServiceEntry> page, DateTimeOffset now, CancellationToken cancellation)
    {
        var due = page.SelectMany(service => DueOf(service, now)).ToArray();
        var before = await made.FindAsync([.. due.Select(one => one.Service.Id).Distinct()], cancellation)
            .ConfigureAwait(false);
        var done = before.Select(static one => one.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var one in due.Where(one => !done.Contains(one.Key.Id)))
            await making.MakeAsync(one, cancellation).ConfigureAwait(false);
    }

    private IEnumerable<DueFollowUp> DueOf(ServiceEntry service, DateTimeOffset now)
    {
        if (service.ActiveTime is not { } anchor
            || products.Find(service.Product, service.ProductVersion) is not { FollowUps.Count: > 0 } product)
            yield break;

        foreach (var followUp in product.FollowUps)
        {
            if (FollowUpTimes.LastUpTo(followUp, product.Cancellation.Term, anchor, now) is { } due)
                yield return new DueFollowUp(service, product, followUp, Whole(due));
        }
    }

    /// <summary>In whole microseconds, as it is kept.</summary>
    private static DateTimeOffset Whole(DateTimeOffset time) =>
        new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
}

/// <summary>A follow-up that is to be made.</summary>
internal sealed record DueFollowUp(ServiceEntry Service, Product Product, FollowUp FollowUp, DateTimeOffset Due)
{
    /// <summary>What it is, without what became of it.</summary>
    public MadeFollowUp Key => new(Service.Id, FollowUp.Id, Due) { Customer = Service.Customer };
}
