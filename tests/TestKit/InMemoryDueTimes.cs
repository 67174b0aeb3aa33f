using Orchestrator.Core.Sagas;
using Orchestrator.Core.Workflows;
using Orchestrator.Engine.Ports;

namespace Orchestrator.TestKit;

/// <summary>Open activations with due times, of a database in memory.</summary>
public sealed class InMemoryDueTimes(MemoryDatabase database) : IDueTimes
{
    public Task<IReadOnlyList<long>> FindAsync(
        WorkflowId? workflow,
        DateTimeOffset after,
        DateTimeOffset until,
        int limit,
        CancellationToken cancellation)
    {
        lock (database)
        {
            return Task.FromResult<IReadOnlyList<long>>(
            [
                .. database.Activations
                    .Where(one => one.Value.DueTime is { } due && due.Due > after && due.Due <= until
                        && (workflow is null || workflow == due.Workflow))
                    .OrderBy(one => one.Value.DueTime!.Due)
                    .Select(one => one.Key)
                    .Take(limit),
            ]);
        }
    }
}
