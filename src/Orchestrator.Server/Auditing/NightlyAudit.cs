using System.Globalization;
using Orchestrator.Engine.Ports;
using Orchestrator.Server.Scheduling;

namespace Orchestrator.Server.Auditing;

/// <summary>
/// Wants an audit of everything each night. Where one is running then, that one will do. The wish is kept; carrying it
/// out is the <see cref="AuditLoop"/>'s, of whichever node.
/// </summary>
internal sealed class NightlyAudit(IAuditStore store, AuditLoop loop) : IRecurringWork
{
    private const string Actor = "schedule";

    public string Name => "leakage-audit";

    public Recurrence When => Recurrence.At("0 30 2 * * ?");

    public async Task RunAsync(RecurringMoment moment, CancellationToken cancellation)
    {
        var due = moment.Due.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        await store.StartAsync(
            new NewAudit($"{Name}/{due}", "", [], Actor, $"Due at {due}.", moment.Now), cancellation)
            .ConfigureAwait(false);
        loop.Wake();
    }
}
