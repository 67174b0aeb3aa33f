using Orchestrator.Engine.Ports;

namespace Orchestrator.Server.Hosting;

/// <summary>A database, as the server uses it.</summary>
/// <param name="WritersMax">Batches that it can write at the same time.</param>
/// <param name="Owner">What is disposed of at the end.</param>
public sealed record Stores(IJournal Journal, IWorkflowStore Workflows, int WritersMax, IAsyncDisposable Owner);
