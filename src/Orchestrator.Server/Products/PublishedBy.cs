using Orchestrator.Core.Workflows.Reading;
using Orchestrator.Core.Workflows.Triggers;
using Orchestrator.Engine.Ports;
using Orchestrator.Engine.Products;

namespace Orchestrator.Server.Products;

/// <summary>Who publishes a product with its workflows, and why: all in one request.</summary>
internal sealed record PublishedBy(string Author, string Caller, string RequestId, string Reason, DateTimeOffset Time)
{
    public NewProductVersion Product(ProductBundle bundle, string requestHash, int? expected)
    {
        var content = bundle.Resolved;
        return new NewProductVersion(
            bundle.Id, content, WorkflowFile.HashOf(content), Author, Reason, Caller, RequestId, requestHash, expected, Time);
    }

    /// <summary>A workflow of it. Its request is a part of the product's.</summary>
    public NewWorkflowVersion Workflow(WorkflowFile file, ReadResult read) => new(
        file.Definition,
        read.Header.Name,
        read.Header.Description,
        file.Content,
        file.ContentHash,
        read.Header.Adapters,
        Author,
        Caller,
        $"{RequestId}/{file.Definition}",
        file.ContentHash,
        ExpectedLatest: null,
        Time)
    {
        Trigger = TriggerFinding.Of(read.Plan!),
    };
}
