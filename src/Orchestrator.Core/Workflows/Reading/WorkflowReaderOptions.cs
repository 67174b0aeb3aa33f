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

    /// <summary>
    /// Whether a definition is read that need not be right: problems are warnings, and what cannot be run fails where
    /// the workflow comes to it, in Elsa's words.
    /// </summary>
    public bool IsTolerant { get; init; }

    /// <summary>The definitions that activities may stand for; null: none.</summary>
    public IDefinitionCatalog? Definitions { get; init; }

    /// <summary>The versions of them that count whatever is published now: those of a running activation.</summary>
    public IReadOnlyList<WorkflowPart> Parts { get; init; } = [];

    /// <summary>
    /// How flowcharts run where the definition does not say it with the custom property
    /// <c>Flowchart:ExecutionMode</c>, <c>TokenBased</c> or <c>CounterBased</c>: by counters, as in Elsa, or by tokens.
    /// </summary>
    public bool FlowchartsMoveTokens { get; init; }
}
