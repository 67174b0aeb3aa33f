using System.Security.Cryptography;
using System.Text;
using Orchestrator.Core.Workflows;
using Orchestrator.Engine;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Server.Grpc.Activations;

/// <summary>
/// The workflow that publishes an event for a caller. It is published like any other, when it is needed.
/// </summary>
internal static class EventPublication
{
    public const string Name = "Name";
    public const string Payload = "Payload";
    public const string CorrelationId = "CorrelationId";

    private const string Author = "orchestrator";
    private const string Definition = "orchestrator.publish-event";

    private const string Content =
        """
        {
          "definitionId": "orchestrator.publish-event",
          "name": "PublishEvent",
          "description": "What the call PublishEvent runs.",
          "inputs": [
            { "name": "Name", "type": "String" }, { "name": "Payload", "type": "Object" }, { "name": "CorrelationId", "type": "String" }
          ],
          "root": {
            "id": "publish",
            "type": "Elsa.PublishEvent",
            "eventName": { "typeName": "String", "expression": { "type": "JavaScript", "value": "getInput('Name')" } },
            "payload": { "typeName": "Object", "expression": { "type": "JavaScript", "value": "getInput('Payload')" } },
            "correlationId": { "typeName": "String", "expression": { "type": "JavaScript", "value": "getInput('CorrelationId')" } }
          }
        }
        """;

    /// <exception cref="JournalUnavailableException">The database cannot be reached.</exception>
    public static async Task<WorkflowPlan> PlanAsync(
        IWorkflowStore store, PlanCache plans, TimeProvider time, CancellationToken cancellation)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Content)));
        var version = new NewWorkflowVersion(
            Definition, "PublishEvent", "What the call PublishEvent runs.", Content, hash, [], Author, Author,
            Guid.NewGuid().ToString("N"), hash, ExpectedLatest: null, time.GetUtcNow());
        var published = (PublishResult.Published)await store.PublishAsync(version, cancellation).ConfigureAwait(false);
        return await plans.GetAsync(Definition, published.Workflow.Version, cancellation).ConfigureAwait(false)
            ?? throw new InvalidOperationException($"{Definition} was published, and is not there.");
    }
}
