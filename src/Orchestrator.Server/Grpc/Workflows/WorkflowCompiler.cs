using Orchestrator.Core.Expressions;
using Orchestrator.Core.Workflows;
using Orchestrator.Core.Workflows.Reading;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Server.Grpc.Workflows;

/// <summary>Definitions into plans, with the adapters and the script languages that this server has.</summary>
internal sealed class WorkflowCompiler(IAdapterCatalog adapters, IReadOnlyList<IScriptLanguage> languages)
{
    private readonly WorkflowReaderOptions _options = new(adapters, languages);

    /// <summary>Reads and checks a definition that is to be published.</summary>
    public ReadResult Read(string content) => WorkflowReader.Read(content, _options, version: 1);

    /// <summary>The plan of a version that was published, to run it.</summary>
    /// <exception cref="InvalidOperationException">This program cannot read it any more.</exception>
    public WorkflowPlan Compile(StoredWorkflow stored)
    {
        var read = WorkflowReader.ReadPublished(stored.Content, _options, stored.Version);
        return read.Plan ?? throw new InvalidOperationException(
            $"{WorkflowRendering.NameOf(stored)} was published, and cannot be read: {read.Diagnostics.FirstOrDefault()?.Message}");
    }
}
