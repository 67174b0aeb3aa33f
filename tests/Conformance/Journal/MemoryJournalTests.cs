using Orchestrator.TestKit;

namespace Orchestrator.Tests.Conformance.Journal;

/// <summary>The journal that the simulator uses keeps the same rules as the databases.</summary>
internal sealed class MemoryHost : JournalHost
{
    private readonly MemoryDatabase _database = new();
    private readonly InMemoryWorkflowStore _workflows = new();
    private readonly InMemoryProductStore _products;

    public MemoryHost() => _products = new InMemoryProductStore(_workflows);

    public static Task<JournalHost> New() => Task.FromResult<JournalHost>(new MemoryHost());

    public override Task<JournalProcess> StartAsync()
    {
        var journal = new InMemoryJournal(_database);
        return Task.FromResult(new JournalProcess(
            journal, _workflows, new InMemoryServiceStore(_database), journal.DisposeAsync)
        {
            Products = _products,
            Customers = new(
                new InMemoryServiceStore(_database),
                new InMemoryCustomerRecords(_database),
                new InMemoryTeardownDecisions(_database),
                new InMemoryTimelineStore(_database)),
            Scan = new InMemoryJournalScan(_database),
            DueTimes = new InMemoryDueTimes(_database),
        });
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

public sealed class MemoryJournalWriting() : JournalWriting(MemoryHost.New);

public sealed class MemoryJournalConflicts() : JournalConflicts(MemoryHost.New);

public sealed class MemoryJournalRepetition() : JournalRepetition(MemoryHost.New);

public sealed class MemoryJournalLists() : JournalLists(MemoryHost.New);

public sealed class MemoryJournalAwaits() : JournalAwaits(MemoryHost.New);

public sealed class MemoryJournalDueTimes() : JournalDueTimes(MemoryHost.New);

public sealed class MemoryAnalysis() : AnalysisConformance(MemoryHost.New);

public sealed class MemoryJournalChildren() : JournalChildren(MemoryHost.New);

public sealed class MemoryCustomerRecords() : CustomerRecordConformance(MemoryHost.New);

public sealed class MemoryTeardownDecisions() : TeardownDecisionConformance(MemoryHost.New);

public sealed class MemoryTimelines() : TimelineConformance(MemoryHost.New);

public sealed class MemoryLedgerChanges() : LedgerChanges(MemoryHost.New);

public sealed class MemoryLedgerTermination() : LedgerTermination(MemoryHost.New);

public sealed class MemoryJournalTaking() : JournalTaking(MemoryHost.New);

public sealed class MemoryServiceLists() : ServiceLists(MemoryHost.New);

public sealed class MemoryWorkflowStore() : WorkflowStoreConformance(MemoryHost.New);

public sealed class MemoryProductStore() : ProductStoreConformance(MemoryHost.New);
