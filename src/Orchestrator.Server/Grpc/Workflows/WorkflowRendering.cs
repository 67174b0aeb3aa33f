using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Orchestrator.Core.Workflows;
using Orchestrator.Core.Workflows.Reading;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Server.Grpc.Workflows;

/// <summary>Workflow versions and diagnostics as the contract shows them.</summary>
internal static class WorkflowRendering
{
    public static string NameOf(StoredWorkflow stored) =>
        string.Create(CultureInfo.InvariantCulture, $"workflows/{stored.Definition}/versions/{stored.Version}");

    public static V1.Workflow Render(StoredWorkflow stored, bool withContent)
    {
        var shown = new V1.Workflow
        {
            Name = NameOf(stored),
            DisplayName = stored.DisplayName,
            Description = stored.Description,
            Version = stored.Version,
            State = stored.IsRetired ? V1.Workflow.Types.State.Retired : V1.Workflow.Types.State.Published,
            Content = withContent ? stored.Content : "",
            ContentHash = stored.ContentHash,
            Author = stored.Author,
            PublishTime = Timestamp.FromDateTimeOffset(stored.PublishTime),
        };
        shown.Adapters.AddRange(stored.Adapters);
        return shown;
    }

    /// <summary>With its content, and what the checks say of it.</summary>
    public static V1.Workflow RenderWhole(StoredWorkflow stored, ReadResult read)
    {
        var shown = Render(stored, withContent: true);
        shown.Warnings.AddRange(read.Diagnostics.Where(one => one.Severity == Severity.Warning).Select(Render));
        return shown;
    }

    public static V1.Diagnostic Render(Diagnostic diagnostic) => new()
    {
        Severity = diagnostic.Severity == Severity.Error
            ? V1.Diagnostic.Types.Severity.Error
            : V1.Diagnostic.Types.Severity.Warning,
        Code = diagnostic.Code,
        Message = diagnostic.Message,
        Activity = diagnostic.Activity ?? "",
        Pointer = diagnostic.Pointer,
        Line = diagnostic.Line,
        Column = diagnostic.Column,
    };
}
