using Orchestrator.Core.Expressions;

namespace Orchestrator.Core.Workflows.Reading;

/// <summary>What definitions are read against, and how large they may be.</summary>
/// <param name="Catalog">The configured adapters.</param>
/// <param name="Languages">The script languages that expressions may use.</param>
public sealed record WorkflowReaderOptions(IAdapterCatalog Catalog, IReadOnlyList<IScriptLanguage> Languages)
{
    /// <summary>Of a definition, as UTF-8.</summary>
    public int BytesMax { get; init; } = 2 * 1024 * 1024;

    /// <summary>Levels of JSON.</summary>
    public int DepthMax { get; init; } = 64;

    public int ActivitiesMax { get; init; } = 10_000;
}
