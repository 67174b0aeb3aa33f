using System.Text;
using Orchestrator.Core.Workflows.Checks;

namespace Orchestrator.Core.Workflows.Reading;

/// <summary>
/// From a definition's JSON text to a plan, or to everything that is wrong with it. Never throws, whatever the text.
/// </summary>
public static class WorkflowReader
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads a definition and checks everything that can be known before it runs.</summary>
    /// <param name="content">The document, as UTF-8.</param>
    /// <param name="options">What it is read against.</param>
    /// <param name="version">The version that the plan gets, from 1.</param>
    public static ReadResult Read(ReadOnlyMemory<byte> content, WorkflowReaderOptions options, int version) =>
        Read(content, options, version, isPublished: false);

    /// <inheritdoc cref="Read(ReadOnlyMemory{byte}, WorkflowReaderOptions, int)"/>
    public static ReadResult Read(string content, WorkflowReaderOptions options, int version) =>
        Read(Encoding.UTF8.GetBytes(content), options, version);

    /// <summary>
    /// Makes the plan of a version that was published: read as before, not checked again, so that what runs keeps
    /// running when adapters or checks have changed since.
    /// </summary>
    public static ReadResult ReadPublished(ReadOnlyMemory<byte> content, WorkflowReaderOptions options, int version) =>
        Read(content, options, version, isPublished: true);

    /// <inheritdoc cref="ReadPublished(ReadOnlyMemory{byte}, WorkflowReaderOptions, int)"/>
    public static ReadResult ReadPublished(string content, WorkflowReaderOptions options, int version) =>
        ReadPublished(Encoding.UTF8.GetBytes(content), options, version);

    private static ReadResult Read(
        ReadOnlyMemory<byte> content, WorkflowReaderOptions options, int version, bool isPublished)
    {
        if (content.Span.StartsWith(ByteOrderMark))
            content = content[ByteOrderMark.Length..];

        var report = new Report(new Positions(content), options.IsTolerant);
        if (Parse(content, options, report) is not { } root)
            return new(null, report.ToDiagnostics(), WorkflowHeader.Empty);

        var definition = new DefinitionReading(options, report);
        var plan = PlanReading.Read(definition, root, version);
        if (plan is not null && !isPublished)
            PublishChecks.Run(definition, plan, root);

        return new(report.HasErrors ? null : plan, report.ToDiagnostics(), HeaderReading.Read(definition, root));
    }

    private static Node? Parse(ReadOnlyMemory<byte> content, WorkflowReaderOptions options, Report report)
    {
        if (content.Length > options.BytesMax)
        {
            report.AddAt(
                DiagnosticCodes.TooLarge,
                0,
                $"The definition has {content.Length} bytes, and may have {options.BytesMax}. Split it.");
            return null;
        }

        try
        {
            var root = new NodeParser(options.DepthMax).Parse(content.Span);
            if (root.IsObject)
                return root;

            report.Add(DiagnosticCodes.WrongShape, root, "A workflow definition is a JSON object.");
        }
        catch (MalformedException wrong)
        {
            report.AddAt(
                DiagnosticCodes.MalformedJson,
                wrong.Offset,
                $"The document is not valid JSON: {wrong.Message}. Correct it; nothing else was checked.");
        }

        return null;
    }
}
