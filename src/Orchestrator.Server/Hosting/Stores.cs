using Orchestrator.Engine.Ports;

namespace Orchestrator.Server.Hosting;

/// <summary>A database, as the server uses it.</summary>
/// <param name="Products">Versions of products.</param>
/// <param name="Services">Services and what they hold.</param>
/// <param name="CustomerRecords">What was told about customers.</param>
/// <param name="TeardownDecisions">What people decided about incomplete teardowns.</param>
/// <param name="Timelines">From when to when customers' activations went.</param>
/// <param name="NodeDecisions">What people decided about the nodes.</param>
/// <param name="AdapterRecords">What adapters keep about their calls.</param>
/// <param name="AdapterDecisions">What people decided about the adapter instances.</param>
/// <param name="RecurringRuns">How far work that recurs has been done.</param>
/// <param name="FollowUps">What was made of the follow-ups of services.</param>
/// <param name="TeardownAttempts">How often incomplete teardowns were tried.</param>
/// <param name="Audits">Audits and what they found.</param>
/// <param name="Scan">Reads much of the journal.</param>
/// <param name="DueTimes">Open activations with due times.</param>
/// <param name="Pace">How the journal is best written to.</param>
/// <param name="Cluster">What several servers on it share; null where it has one.</param>
/// <param name="Owner">What is disposed of at the end.</param>
public sealed record Stores(
    IJournal Journal,
    IWorkflowStore Workflows,
    IProductStore Products,
    IServiceStore Services,
    ICustomerRecords CustomerRecords,
    ITeardownDecisions TeardownDecisions,
    ITimelineStore Timelines,
    INodeDecisions NodeDecisions,
    IAdapterRecordStore AdapterRecords,
    IAdapterDecisions AdapterDecisions,
    IRecurringRuns RecurringRuns,
    IFollowUps FollowUps,
    ITeardownAttempts TeardownAttempts,
    IAuditStore Audits,
    IJournalScan Scan,
    IDueTimes DueTimes,
    JournalPace Pace,
    IClusterStore? Cluster,
    IAsyncDisposable Owner);
