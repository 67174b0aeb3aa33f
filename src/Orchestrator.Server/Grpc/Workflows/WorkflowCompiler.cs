using Orchestrator.Core.Expressions;
using Orchestrator.Core.Workflows;
using Orchestrator.Core.Workflows.Reading;
using Orchestrator.Engine.Definitions;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Server.Grpc.Workflows;

/// <summary>
/// Definitions into plans, with the adapters and the script languages that this server has, and with the published
/// definitions that they use as activities.
/// </summary>
internal sealed class WorkflowCompiler(
    IAdapterCatalog adapters, IReadOnlyList<IScriptLanguage> languages, IWorkflowStore store)
{
    private readonly WorkflowReaderOptions _options = new(adapters, languages);
    private readonly PublishedParts _parts = new(store);

    /// <summary>Reads and checks a definition that is to be published.</summary>
    /// <exception cref="JournalUnavailableException">The database cannot be reached.</exception>
    public Task<ReadResult> ReadAsync(string content, CancellationToken cancellation) => _parts.ReadAsync(
        definitions => WorkflowReader.Read(content, _options with { Definitions = definitions }, version: 1),
        cancellation);

    /// <summary>The plan of a version that was published, to run it.</summary>
    /// <param name="stored">The version.</param>
    /// <param name="parts">The versions of other definitions that count; empty: what is published now.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="InvalidOperationException">This program cannot read it any more.</exception>
    /// <exception cref="JournalUnavailableException">The database cannot be reached.</exception>
    public async Task<WorkflowPlan> CompileAsync(
        StoredWorkflow stored, IReadOnlyList<WorkflowPart> parts, CancellationToken cancellation)
    {
        var read = await _parts.ReadAsync(
            definitions => WorkflowReader.ReadPublished(
                stored.Content, _options with { Definitions = definitions, Parts = parts }, stored.Version),
            cancellation).ConfigureAwait(false);
        return read.Plan ?? throw new InvalidOperationException(
            $"{WorkflowRendering.NameOf(stored)} was published, and cannot be read: "
                + $"{read.Diagnostics.FirstOrDefault()?.Message}");
    }
}
