using Orchestrator.V1;

namespace Orchestrator.Cli.Arguments;

/// <summary>A definition that is named by its file, or, where it is published, by its name.</summary>
/// <param name="Label">For people: <c>'provision.json'</c>, <c>workflows/broadband/versions/3</c>.</param>
/// <param name="Content">The definition, as JSON.</param>
internal sealed record DefinitionSource(string Label, string Content)
{
    /// <summary>Reads a file, standard input for <c>-</c>, or asks the server.</summary>
    /// <exception cref="UsageException">The file cannot be read.</exception>
    public static async Task<DefinitionSource> ReadAsync(
        string source, Session session, CancellationToken cancellation)
    {
        var isFile = source == "-" || source.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
            || File.Exists(source);
        if (isFile)
            return new($"'{source}'", await TextSource.ReadAsync(source, session.World.Input, cancellation));

        var workflow = await session.Workflows.GetWorkflowAsync(
            new GetWorkflowRequest { Name = Names.Workflow(source) }, session.Call(cancellation));
        return new(workflow.Name, workflow.Content);
    }
}
