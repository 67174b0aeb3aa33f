using Orchestrator.Engine.Ports;

namespace Orchestrator.Tests.Conformance.Journal;

/// <summary>A database of its own for one test, and processes that use it.</summary>
public abstract class JournalHost : IAsyncDisposable
{
    /// <summary>What a process that starts has: a journal that owns nothing yet, and a store.</summary>
    public abstract Task<JournalProcess> StartAsync();

    public abstract ValueTask DisposeAsync();
}

/// <summary>Ends as a process ends that is killed, as far as the database can tell.</summary>
public sealed class JournalProcess(
    IJournal journal, IWorkflowStore workflows, IServiceStore services, Func<ValueTask> end)
    : IAsyncDisposable
{
    public IJournal Journal => journal;

    public IWorkflowStore Workflows => workflows;

    public required IProductStore Products { get; init; }

    public IServiceStore Services => services;

    /// <summary>Null where nothing outlives the process.</summary>
    public INodeDecisions? NodeDecisions { get; init; }

    /// <summary>Null where nothing outlives the process.</summary>
    public IAdapterRecordStore? AdapterRecords { get; init; }

    /// <summary>Null where nothing outlives the process.</summary>
    public IAdapterDecisions? AdapterDecisions { get; init; }

    /// <summary>Null where nothing outlives the process.</summary>
    public IRecurringRuns? RecurringRuns { get; init; }

    /// <summary>Null where nothing outlives the process.</summary>
    public IFollowUps? FollowUps { get; init; }

    /// <summary>Null where nothing outlives the process.</summary>
    public ITeardownAttempts? TeardownAttempts { get; init; }

    /// <summary>What is kept of customers and their services.</summary>
    public CustomerStores Customers { get; init; } = null!;

    /// <summary>Null where nothing outlives the process.</summary>
    public IAuditStore? Audits { get; init; }

    /// <summary>Reads much of the journal.</summary>
    public required IJournalScan Scan { get; init; }

    /// <summary>Open activations with due times.</summary>
    public required IDueTimes DueTimes { get; init; }

    public ValueTask DisposeAsync() => end();
}

/// <summary>What is kept of customers and their services.</summary>
public sealed record CustomerStores(
    IServiceStore Services, ICustomerRecords Records, ITeardownDecisions Teardowns, ITimelineStore Timelines);
